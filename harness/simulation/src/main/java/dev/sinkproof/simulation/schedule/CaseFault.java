package dev.sinkproof.simulation.schedule;

import dev.sinkproof.model.FaultSpec;
import java.util.Objects;

/**
 * A fault of a plan, as the simulation does it.
 *
 * @param spec when it strikes; its trigger waits for a passing, or strikes right when another fault does
 * @param kind what is done then
 * @param onceCommitted whether it waits after its trigger until everything is committed
 */
public record CaseFault(FaultSpec spec, FaultKind kind, boolean onceCommitted) {
    /** @throws IllegalArgumentException when it waits for a time, or cannot be done where it strikes */
    public CaseFault {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(kind, "kind");
        if (spec.trigger().delayMillis() > 0
                || !spec.trigger().atPassing() && spec.trigger().after().isEmpty()) {
            throw new IllegalArgumentException("fault " + spec.id() + " waits for a time, not for a passing");
        }
        if (spec.trigger().atPassing() && !kind.fits(spec.trigger().point())) {
            throw new IllegalArgumentException(
                    kind.id() + " has no meaning at " + spec.trigger().point().id());
        }
    }
}
