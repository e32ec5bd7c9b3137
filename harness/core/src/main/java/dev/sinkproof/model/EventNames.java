package dev.sinkproof.model;

/** Names of timeline events that are not passings of a {@link FaultPoint}. */
public final class EventNames {
    /** A phase of the run began; attribute {@code phase}. */
    public static final String PHASE = "phase";
    /** A commit was found in the offsets topic. */
    public static final String OFFSET_COMMITTED = "offset.committed";
    /** A schema was registered, as the registry tells to the second; attributes {@code artifact}, {@code version}, {@code id}, {@code type}. */
    public static final String SCHEMA_REGISTERED = "schema.registered";
    /** A trigger matched; attributes {@code fault}, {@code point}, {@code passing}. */
    public static final String FAULT_FIRED = "fault.fired";
    /** The fault was undone; attribute {@code fault}. */
    public static final String FAULT_HEALED = "fault.healed";
    /** A worker process was started and answers. */
    public static final String WORKER_READY = "worker.ready";
    /** A worker process got SIGKILL and is gone. */
    public static final String WORKER_KILLED = "worker.killed";
    /** A worker process was stopped where it is (SIGSTOP). */
    public static final String WORKER_PAUSED = "worker.paused";
    /** A paused worker goes on. */
    public static final String WORKER_RESUMED = "worker.resumed";
    /** A worker process was asked to end. */
    public static final String WORKER_STOPPED = "worker.stopped";
    /** A worker was started in addition. */
    public static final String WORKER_JOINED = "worker.joined";
    /** The broker got SIGKILL and is gone. */
    public static final String BROKER_KILLED = "broker.killed";
    /** The broker was asked to end and is gone. */
    public static final String BROKER_STOPPED = "broker.stopped";
    /** The broker was stopped where it is (SIGSTOP). */
    public static final String BROKER_PAUSED = "broker.paused";
    /** The broker was started again, or goes on. */
    public static final String BROKER_READY = "broker.ready";
    /** Connect took down that the connector's tasks are to pause. */
    public static final String CONNECTOR_PAUSED = "connector.paused";
    /** Connect took down that the connector is to be stopped: it keeps its config and has no tasks. */
    public static final String CONNECTOR_STOPPED = "connector.stopped";
    /** Connect took down that the connector is to be restarted, with tasks or without. */
    public static final String CONNECTOR_RESTARTED = "connector.restarted";
    /** In the operator's stead: what Connect reported FAILED was restarted; attribute {@code failed}. */
    public static final String OPERATOR_RESTARTED = "operator.restarted";
    /** Connect has restarted a task. */
    public static final String TASK_RESTARTED = "task.restarted";
    /** The connector's config was changed. */
    public static final String CONNECTOR_RECONFIGURED = "connector.reconfigured";
    /** The connector was deleted and created again. */
    public static final String CONNECTOR_RECREATED = "connector.recreated";
    /** The connector was stopped, its committed offsets were set back, and it goes on; attribute {@code fault}. */
    public static final String OFFSETS_RESET = "offsets.reset";
    /** The workers were restarted with another version of the plugin. */
    public static final String PLUGIN_CHANGED = "plugin.changed";
    /** Connect reports that a connector and its tasks are in the states that were asked for. */
    public static final String CONNECTOR_STATUS = "connector.status";
    /** A thread was made to throw at a fault point. */
    public static final String TASK_THREW = "task.threw";
    /** A thread, request or response is held at a fault point until the fault is healed. */
    public static final String PASSING_HELD = "passing.held";
    /**
     * Something was done to the links to the target, or to a request or response on one; attribute {@code answered} where the connector was
     * answered in the target's stead: at which fault point.
     */
    public static final String LINK_DISTURBED = "link.disturbed";
    /** Something is done to requests to Kafka from now on. */
    public static final String KAFKA_DISTURBED = "kafka.disturbed";
    /** A foreign member joins the connector's consumer group, or holds partitions of it. */
    public static final String GROUP_JOINED = "group.joined";
    /** Records were deleted from the source log, as retention does it; it speaks of those that the subject had not committed. */
    public static final String RECORDS_DELETED = "records.deleted";
    /** Kafka has compacted the source log; it speaks of the offsets without a record that the subject had not committed before. */
    public static final String RECORDS_COMPACTED = "records.compacted";
    /** The source topic was deleted and created again: another topic of that name, whose offsets begin at 0; attribute {@code fault}. */
    public static final String TOPIC_RECREATED = "topic.recreated";

    /** The fault that does nothing was done. */
    public static final String NOTHING_DONE = "nothing.done";
    /** The target's server was ended at once. */
    public static final String TARGET_STOPPED = "target.stopped";
    /** The target's server accepts connections again. */
    public static final String TARGET_READY = "target.ready";
    /** An administrator's hand at the target: privileges, locks, sessions, settings. */
    public static final String TARGET_DISTURBED = "target.disturbed";
    /** A reader looked at the target's objects. */
    public static final String TARGET_SEEN = "target.seen";
    /** A worker process that was asked to end has ended. */
    public static final String WORKER_EXITED = "worker.exited";
    /** A worker's agent connected to the harness. */
    public static final String AGENT_CONNECTED = "agent.connected";
    /** A worker's agent is gone, with its worker or without. */
    public static final String AGENT_DISCONNECTED = "agent.disconnected";
    /** The agent reports from this class of the subject; attributes {@code class}, {@code methods}. */
    public static final String SUBJECT_INSTRUMENTED = "agent.subject";
    /** Passings were lost because they came too fast; the timeline has a hole; attribute {@code total}. */
    public static final String EVENTS_DROPPED = "agent.dropped";
    /** Something that should be observed is not; attribute {@code problem}. */
    public static final String OBSERVATION_PROBLEM = "observation.problem";
    /** A connection between connector and target ended; attribute {@code by}. */
    public static final String LINK_CLOSED = "link.closed";
    /** A rule of the Kafka proxy acted on a request; attributes {@code rule}, {@code api}, {@code client}, {@code done}. */
    public static final String KAFKA_RULE_FIRED = "kafka.rule.fired";
    /** A request that a rule of the Kafka proxy held or delayed went on; attributes as of {@link #KAFKA_RULE_FIRED}. */
    public static final String KAFKA_RULE_RELEASED = "kafka.rule.released";
    /** Connect reported a task's status; attributes {@code state}, {@code trace}. */
    public static final String TASK_STATUS = "task.status";
    /**
     * What the worker's metrics in JMX say of a task, twice a second where something has changed, and when the task stops; attributes by
     * Connect's own names.
     */
    public static final String TASK_METRICS = "task.metrics";
    /** Kafka acknowledged a record that is not like the others; attributes {@code fault}, {@code detail}. */
    public static final String RECORD_IRREGULAR = "record.irregular";
    /** All records were delivered and committed. */
    public static final String LAG_ZERO = "lag.zero";

    /**
     * Kafka has acknowledged so many of the workload's records; attributes {@code records}, {@code slowestMicros}: the slowest
     * acknowledgement since it was told before; and for each partition {@link #HIGHEST_OF_PARTITION}. Told about a hundred times a run.
     */
    public static final String SOURCE_PRODUCED = "source.produced";

    /** An attribute's name, followed by a partition's number: the highest ordinal of it that is acknowledged. */
    public static final String HIGHEST_OF_PARTITION = "highest-";

    /**
     * To each partition that lagged and stood still until the deadline one more record was produced, to see whether what it has waits for
     * the next; attributes {@code partitions}, {@code freed}.
     */
    public static final String SOURCE_ONE_MORE = "source.one-more";

    private EventNames() {}
}
