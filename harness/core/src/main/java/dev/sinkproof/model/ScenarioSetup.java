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
 */
public record ScenarioSetup(
        Map<String, String> config,
        @MayBeNull PoisonPolicy poisonPolicy,
        int keysPerPartition,
        @MayBeNull Transactions transactions,
        String tableSuffix,
        @Since(4) boolean asLeft) {
    /** Everything as asked. */
    public static final ScenarioSetup NONE = new ScenarioSetup(Map.of(), null, 0, null, "", false);

    public ScenarioSetup {
        config = Map.copyOf(config);
        tableSuffix = tableSuffix == null ? "" : tableSuffix;
        if (keysPerPartition < 0) {
            throw new IllegalArgumentException("keysPerPartition must not be negative: " + keysPerPartition);
        }
    }
}
