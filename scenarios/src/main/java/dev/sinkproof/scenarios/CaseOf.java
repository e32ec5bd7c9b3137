package dev.sinkproof.scenarios;

import dev.sinkproof.fault.FaultText;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.ScenarioSetup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes a case of a scenario: its faults as people write them, and what else it wants. Used once, by one thread. */
public final class CaseOf {
    /** So many keys in a partition that none comes twice. */
    public static final int KEYS_ENOUGH = 1_000_000;

    /** Where in its partition an unusual record lies, if there is room. */
    private static final int AMID = 700;

    private static final int TASKS = 2;
    private static final int PARTITIONS = 4;
    private static final String WRITE = "durable=true table=" + Scenario.TARGET_TABLE;

    private final Scenario scenario;
    private final Parameters parameters;
    private final Map<String, String> config = new TreeMap<>();
    private String variant = "";
    private int workers = 1;
    private PoisonPolicy poison;
    private int keys;
    private Transactions transactions;
    private String tableSuffix = "";
    private boolean asLeft;
    private int recordsPerSecondMax;
    private int topics = 1;
    private boolean faultsLast;
    private final List<String> irregular = new ArrayList<>();

    private CaseOf(Scenario scenario, Parameters parameters) {
        this.scenario = scenario;
        this.parameters = parameters;
    }

    public static CaseOf of(Scenario scenario, Parameters parameters) {
        return new CaseOf(scenario, parameters);
    }

    /** Its name among the scenario's cases. */
    public CaseOf variant(String name) {
        variant = name;
        return this;
    }

    /** Workers at the start; one unless this says otherwise. */
    public CaseOf workers(int number) {
        workers = number;
        return this;
    }

    /** A setting of the connector that the case needs, whatever the subject file says. */
    public CaseOf config(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** With the consumer group protocol (KIP-848), in which the broker deals partitions out and takes them away one by one. */
    public CaseOf consumerProtocol() {
        return config("consumer.override.group.protocol", "consumer");
    }

    /**
     * With a transformation that gives records another topic before the connector sees them; see {@link #notWithTransformation}.
     *
     * @param suffix what the target's name has behind the topic's
     */
    public CaseOf renamed(String regex, String replacement, String suffix) {
        tableSuffix = suffix;
        return config("transforms", "sinkproofRename")
                .config("transforms.sinkproofRename.type", "org.apache.kafka.connect.transforms.RegexRouter")
                .config("transforms.sinkproofRename.regex", regex)
                .config("transforms.sinkproofRename.replacement", replacement);
    }

    /** Why a subject cannot be given a transformation; empty when it can. */
    public static Optional<String> notWithTransformation(SubjectSpec subject) {
        return subject.config().containsKey("transforms")
                ? Optional.of("the subject has transformations of its own, which a further one would replace")
                : Optional.empty();
    }

    /** What becomes of poison under these settings, whatever the contract says. */
    public CaseOf poison(PoisonPolicy policy) {
        poison = policy;
        return this;
    }

    /** With Connect's dead letter queue set up, and poison parked in it. */
    public CaseOf parking() {
        return config("errors.tolerance", "all")
                .config("errors.log.enable", "true")
                .config("errors.deadletterqueue.topic.name", "${source.topic}_dlq")
                .config("errors.deadletterqueue.topic.replication.factor", "1")
                .config("errors.deadletterqueue.context.headers.enable", "true")
                .poison(PoisonPolicy.DEAD_LETTER_QUEUE);
    }

    /** Distinct keys in each partition. */
    public CaseOf keys(int number) {
        keys = number;
        return this;
    }

    /** How the workload is produced in transactions. */
    public CaseOf transactions(int recordsPerPartition, int abortEvery) {
        transactions = new Transactions(recordsPerPartition, abortEvery);
        return this;
    }

    /** With a record, or some, of another kind among the others: a fault of the data, as {@link FaultText} reads it, before all others. */
    public CaseOf data(String fault) {
        irregular.add(fault);
        return this;
    }

    /** The workload's partitions lie in two topics. */
    public CaseOf twoTopics() {
        topics = 2;
        return this;
    }

    /** Produced no faster than that, over all partitions: producers are then still at it when the faults are over. */
    public CaseOf slowly(int recordsPerSecond) {
        recordsPerSecondMax = recordsPerSecond;
        return this;
    }

    /** The target is judged as the faults left it: nothing is healed before it has been read, and nobody has to recover. */
    public CaseOf judgedAsLeft() {
        asLeft = true;
        return this;
    }

    /** What the faults do lasts: the subject has to catch up under it, and only then is it healed. */
    public CaseOf faultsLast() {
        faultsLast = true;
        return this;
    }

    /**
     * The case with these faults.
     *
     * @param faults as {@link FaultText} reads them
     */
    public ScenarioSpec faults(String... faults) {
        List<FaultSpec> specs = new ArrayList<>();
        Stream.concat(irregular.stream(), Stream.of(faults))
                .forEach(fault -> specs.add(FaultText.parse(fault, specs.size() + 1)));
        return faults(specs);
    }

    ScenarioSpec faults(List<FaultSpec> faults) {
        return new ScenarioSpec(
                scenario.id(),
                variant,
                scenario.title(),
                scenario.because(),
                workers,
                tasks(parameters),
                faults,
                scenario.group(),
                new ScenarioSetup(
                        config,
                        poison,
                        keys,
                        transactions,
                        tableSuffix,
                        asLeft,
                        recordsPerSecondMax,
                        topics,
                        faultsLast),
                "");
    }

    /** Tasks of the subject: more than one and fewer than partitions, unless the user asks otherwise. */
    public static int tasks(Parameters parameters) {
        return parameters.number(Parameters.TASKS, 1, TASKS);
    }

    /** The place of an unusual record in its partition, with records before and behind it. */
    public static long amid(Parameters parameters) {
        return amid(parameters, AMID);
    }

    /** As {@link #amid(Parameters)}, at another place. */
    public static long amid(Parameters parameters, int place) {
        long records = parameters.number(Parameters.RECORDS, 1, PARTITIONS * place * 2);
        return Math.min(place, records / parameters.number(Parameters.PARTITIONS, 1, PARTITIONS) / 2);
    }

    /** The n-th write to the subject's table, on its way to the target. */
    public static String write(int nth) {
        return writes("#" + nth);
    }

    /** Some of the writes to the subject's table, on their way to the target. */
    public static String writes(String which) {
        return "target.request" + which + " " + WRITE;
    }

    /** The n-th write to the subject's table that the target has accepted, and the connector has not heard of it. */
    public static String ack(int nth) {
        return "target.ack#" + nth + " " + WRITE + " outcome=ok";
    }
}
