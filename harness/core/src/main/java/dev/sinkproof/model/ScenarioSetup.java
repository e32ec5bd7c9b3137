package dev.sinkproof.model;

import java.util.Map;

/**
 * What a scenario wants otherwise than the subject file and the command line say.
 *
 * @param config settings of the connector, put over its own; placeholders are filled in as in a subject file
 * @param poisonPolicy what becomes of poison under these settings; null where the contract's own holds
 * @param keysPerPartition distinct keys in each partition; 0 as asked
 * @param transactions how the workload is produced in transactions; null when it is not
 * @param tableSuffix what the settings add to the name of the topic before the connector sees it; empty for nothing
 * @param asLeft whether the target is judged as the faults left it, before anything is healed; else after the subject has recovered
 * @param recordsPerSecondMax the fastest that is produced over all partitions, so that producers are still at it when the faults are over; 0 as
 *     asked
 * @param topics how many source topics the workload has; 0 and 1 are one
 * @param faultsLast whether what the faults do lasts until the subject has caught up, or has not, and only then is healed
 */
public record ScenarioSetup(
        Map<String, String> config,
        @MayBeNull PoisonPolicy poisonPolicy,
        int keysPerPartition,
        @MayBeNull Transactions transactions,
        String tableSuffix,
        @Since(4) boolean asLeft,
        @Since(5) int recordsPerSecondMax,
        @Since(7) int topics,
        @Since(8) boolean faultsLast) {
    /** Everything as asked. */
    public static final ScenarioSetup NONE = new ScenarioSetup(Map.of(), null, 0, null, "", false, 0, 1, false);

    public ScenarioSetup {
        config = Map.copyOf(config);
        tableSuffix = tableSuffix == null ? "" : tableSuffix;
        topics = Math.max(1, topics);
        if (keysPerPartition < 0) {
            throw new IllegalArgumentException("keysPerPartition must not be negative: " + keysPerPartition);
        }
        if (recordsPerSecondMax < 0) {
            throw new IllegalArgumentException("recordsPerSecondMax must not be negative: " + recordsPerSecondMax);
        }
        if (asLeft && faultsLast) {
            throw new IllegalArgumentException(
                    "where the target is judged as the faults left it, nobody catches up under them");
        }
    }

    /** With as many records a second as asked. */
    public ScenarioSetup(
            Map<String, String> config,
            PoisonPolicy poisonPolicy,
            int keysPerPartition,
            Transactions transactions,
            String tableSuffix,
            boolean asLeft) {
        this(config, poisonPolicy, keysPerPartition, transactions, tableSuffix, asLeft, 0, 1, false);
    }
}
