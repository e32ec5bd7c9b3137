package dev.sinkproof.run;

import dev.sinkproof.fault.Faults;
import dev.sinkproof.fault.InvalidFaultException;
import dev.sinkproof.fault.SizedByPlan;
import dev.sinkproof.fault.connect.TopicRecreate;
import dev.sinkproof.fault.data.DataFault;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSetup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.subject.Placeholders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes plans: names the run's topic and table, and fills in what scenarios and subjects left open. */
public final class Planner {
    private static final int TOMBSTONE_PERCENT = 15;

    private final SubjectSpec subject;
    private final Sizes sizes;
    private final long seed;
    private final String environment;
    private final Map<String, String> testedSettings;
    /**
     * Tells this planner's runs from all others on the same Kafka. It must not depend on the seed: a group of the same name
     * would go on where an earlier run with that seed ended. The workload's data does not depend on it.
     */
    private final String nonce = Long.toString(System.nanoTime() & 0xff_ffff_ffffL, Character.MAX_RADIX);

    /**
     * How much is produced.
     *
     * @param records over all partitions
     * @param partitions of the source topic
     * @param keysPerPartition distinct keys
     * @param recordsPerSecond over all partitions; 0 is as fast as possible
     */
    public record Sizes(int records, int partitions, int keysPerPartition, int recordsPerSecond) {}

    public Planner(
            SubjectSpec subject, Sizes sizes, long seed, String environment, Map<String, String> testedSettings) {
        this.subject = subject;
        this.sizes = sizes;
        this.seed = seed;
        this.environment = environment;
        this.testedSettings = Map.copyOf(testedSettings);
    }

    /** The plan of one scenario; {@code index} is its place in the suite, from 0. */
    public Plan plan(ScenarioSpec scenario, int index) {
        return plan(scenario, "sp_" + nonce + "_" + index);
    }

    /** The plan of one scenario on a topic of that name, which nobody else may use on the same Kafka. */
    public Plan plan(ScenarioSpec scenario, String topic) {
        ScenarioSetup setup = scenario.setup();
        Map<String, String> names = sourceNames(List.of(topic));
        names.put("target.table", table(subject, topic, setup));
        Placeholders placeholders = new Placeholders(names);
        ScenarioSpec resolved = resolved(scenario, placeholders);
        return new Plan(
                Plan.SCHEMA_VERSION,
                topic,
                resolved,
                subjectUnder(setup),
                workload(resolved),
                environment,
                topic,
                testedSettings);
    }

    /** What {@code ${source.*}} stands for. */
    static Map<String, String> sourceNames(List<String> topics) {
        Map<String, String> names = new TreeMap<>();
        names.put("source.topic", topics.get(0));
        names.put("source.topics", String.join(",", topics));
        return names;
    }

    /** The table that the plan's subject writes to. */
    static String table(Plan plan) {
        return table(plan.subject(), plan.topic(), plan.scenario().setup());
    }

    private static String table(SubjectSpec subject, String topic, ScenarioSetup setup) {
        String pattern = subject.targetSettings().getOrDefault("table", "${source.topic}");
        return new Placeholders(sourceNames(List.of(topic + setup.tableSuffix())))
                .fill("sinkproof.target.table", pattern);
    }

    /** The subject with the settings, and the contract, that the scenario wants. */
    private SubjectSpec subjectUnder(ScenarioSetup setup) {
        Map<String, String> config = new TreeMap<>(subject.config());
        config.putAll(setup.config());
        Contract contract = setup.poisonPolicy() == null
                ? subject.contract()
                : subject.contract().withPoisonPolicy(setup.poisonPolicy());
        return subject.withConfig(config).withContract(contract);
    }

    private ScenarioSpec resolved(ScenarioSpec scenario, Placeholders placeholders) {
        List<FaultSpec> faults = scenario.faults().stream()
                .map(fault -> resolved(fault, placeholders))
                .toList();
        Faults.validate(faults);
        return scenario.withFaults(faults);
    }

    private FaultSpec resolved(FaultSpec fault, Placeholders placeholders) {
        FaultSpec filled = new FaultSpec(
                fault.id(),
                fault.kind(),
                resolved(fault.trigger(), placeholders),
                placeholders.fill(fault.settings()),
                fault.heal() == null ? null : resolved(fault.heal(), placeholders));
        return Faults.byKind(fault.kind())
                .filter(SizedByPlan.class::isInstance)
                .map(kind -> ((SizedByPlan) kind).sized(filled, recordsPerPartition()))
                .orElse(filled);
    }

    private long recordsPerPartition() {
        return sizes.records() / sizes.partitions();
    }

    private static TriggerSpec resolved(TriggerSpec trigger, Placeholders placeholders) {
        return new TriggerSpec(
                trigger.point(),
                trigger.occurrence(),
                trigger.nth(),
                placeholders.fill(trigger.conditions()),
                trigger.after(),
                trigger.delayMillis());
    }

    private WorkloadSpec workload(ScenarioSpec scenario) {
        boolean deletes = subject.contract().writeModel() == dev.sinkproof.model.WriteModel.UPSERT_DELETE;
        return new WorkloadSpec(
                seed,
                sizes.partitions(),
                recordsPerPartition(),
                scenario.setup().keysPerPartition() == 0
                        ? sizes.keysPerPartition()
                        : scenario.setup().keysPerPartition(),
                deletes ? TOMBSTONE_PERCENT : 0,
                recordsPerSecond(scenario.setup().recordsPerSecondMax()),
                scenario.faults().stream()
                        .filter(Faults::isOfData)
                        .map(DataFault::place)
                        .toList(),
                scenario.setup().transactions(),
                recordsBeforeRecreation(scenario),
                scenario.setup().topics());
    }

    /** Without a limit of either the other's holds. */
    private int recordsPerSecond(int most) {
        int asked = sizes.recordsPerSecond();
        return most == 0 || asked == 0 ? Math.max(most, asked) : Math.min(most, asked);
    }

    private static long recordsBeforeRecreation(ScenarioSpec scenario) {
        List<FaultSpec> recreations = scenario.faults().stream()
                .filter(fault -> fault.kind().equals(TopicRecreate.KIND))
                .toList();
        if (recreations.size() > 1) {
            throw new InvalidFaultException(
                    "a plan can have one " + TopicRecreate.KIND + ", but has " + recreations.size());
        }
        return recreations.stream()
                .mapToLong(TopicRecreate::recordsBefore)
                .findFirst()
                .orElse(0);
    }
}
