package dev.sinkproof.simulation.point;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one incarnation of a task tells that it goes through a fault point, and learns what is to happen there. */
public interface Passages {
    /**
     * Control goes through {@code point}. Takes it down, and does what is planned for this passing: the caller may be dead or
     * have run beside others when this returns.
     *
     * @return what the caller itself has to bring about: a lost request, a refused commit. Empty for faults that are done
     *     already, and when nothing is planned
     * @throws IncarnationGone when the caller's process is gone
     * @throws RuntimeException what the subject is to throw here
     */
    Optional<FaultKind> pass(FaultPoint point, List<OffsetSpan> spans, Map<String, String> attributes);

    /**
     * @throws IncarnationGone when the caller's process is gone
     */
    void requireAlive();

    /** Whether the next conversion is to fail for the moment; asking takes it back. */
    boolean conversionFails();

    /** Whether the caller's process stands still, and so do its timers. */
    boolean suspended();

    /** Has {@code release} run when the caller's process is gone: what an operating system does with what it had open. */
    void whenGone(Runnable release);
}
