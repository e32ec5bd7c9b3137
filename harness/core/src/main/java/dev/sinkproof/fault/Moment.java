package dev.sinkproof.fault;

import dev.sinkproof.model.FaultSpec;
import java.io.IOException;

/**
 * The moment at which a fault strikes or is healed.
 *
 * @param system what can be done to the system
 * @param run names of the run that is on
 * @param spec the plan's fault
 * @param passing what was passed when the fault struck; null when its trigger waited for no passing
 */
public record Moment(SystemUnderTest system, RunNames run, FaultSpec spec, Passing passing) {
    /**
     * The worker that passed the fault point.
     *
     * @throws IOException when no worker passed anything: the fault stands at no point and does not say which worker it means
     */
    public String worker() throws IOException {
        if (passing == null) {
            throw new IOException(
                    spec.kind() + " has no fault point, so there is no worker that passed it: name one with worker=…");
        }
        return passing.worker();
    }
}
