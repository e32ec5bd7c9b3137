package dev.sinkproof.fault;

import dev.sinkproof.model.FaultSpec;

/** A fault with settings that count records: what they are in a plan depends on how many the plan produces. */
public interface SizedByPlan extends Fault {
    /**
     * The fault as it stands in a plan that produces so many records to each partition: with numbers for what was left open.
     *
     * @throws InvalidFaultException when there are too few records for it
     */
    FaultSpec sized(FaultSpec spec, long recordsPerPartition);
}
