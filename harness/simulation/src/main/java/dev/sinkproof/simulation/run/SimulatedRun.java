package dev.sinkproof.simulation.run;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.kafka.DeadLetterQueue;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.simulation.kafka.DeadLetterTopic;
import dev.sinkproof.simulation.schedule.Schedule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/** All that a simulated run collected. Immutable. */
public final class SimulatedRun implements Evidence {
    /** A timeline event: Connect took records from its consumer and did not deliver them (docs/findings/0002). */
    public static final String RECORDS_DROPPED = "connect.dropped";

    private static final String STAGE_OF_SUBJECT = "TASK_PUT";

    private final Schedule schedule;
    private final Plan plan;
    private final Ledger ledger;
    private final List<TargetRow> snapshot;
    private final List<TargetChange> history;
    private final List<OffsetCommit> commits;
    private final List<TimelineEvent> timeline;
    private final List<FaultOutcome> faults;
    private final RecoveryFacts recovery;
    private final Map<FaultPoint, Integer> passings;
    private final boolean droppedByConnect;
    private final List<DeadLetter> deadLetters;
    private final Set<TopicPartitionOffset> outOfReach;

    SimulatedRun(Schedule schedule, Plan plan, Ledger ledger, Target target, Cluster cluster, RecoveryFacts recovery) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.plan = Objects.requireNonNull(plan, "plan");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.snapshot = List.copyOf(target.snapshot());
        this.history = List.copyOf(target.history());
        this.commits = cluster.group.commits();
        this.timeline = cluster.timeline.events();
        this.faults = cluster.outcomes();
        this.recovery = Objects.requireNonNull(recovery, "recovery");
        this.passings = Map.copyOf(cluster.injector.passings());
        this.droppedByConnect = cluster.droppedByConnect();
        this.deadLetters = cluster.deadLetters.letters();
        this.outOfReach = outOfReach(cluster.deadLetters);
    }

    private static Set<TopicPartitionOffset> outOfReach(DeadLetterTopic queue) {
        Set<TopicPartitionOffset> records = new HashSet<>();
        queue.lost().forEach(letter -> records.add(TopicPartitionOffset.of(letter)));
        queue.letters().stream()
                .filter(letter -> letter.stage() != null && !letter.stage().equals(STAGE_OF_SUBJECT))
                .forEach(letter -> records.add(TopicPartitionOffset.of(letter)));
        return Set.copyOf(records);
    }

    /** A record of the source log. */
    private record TopicPartitionOffset(String topic, int partition, long offset) {
        static TopicPartitionOffset of(DeadLetter letter) {
            return new TopicPartitionOffset(letter.topic(), letter.partition(), letter.offset());
        }
    }

    /** What was read of the target. */
    record Target(List<TargetRow> snapshot, List<TargetChange> history) {}

    /** What was asked for; {@link #faults} says which of its faults had an occasion. */
    public Schedule schedule() {
        return schedule;
    }

    /** How often each point was passed. */
    public Map<FaultPoint, Integer> passings() {
        return passings;
    }

    /**
     * Whether Connect itself lost records on their way from the consumer to the subject: then what is missing in the target says
     * nothing of the subject.
     */
    public boolean droppedByConnect() {
        return droppedByConnect;
    }

    /**
     * Whether Connect had taken all of these records from the subject: it parked them itself, or it was given them to park and never
     * did. Who then commits past them is Connect (docs/findings/0004).
     */
    public boolean outOfReach(List<PartitionOffsets> offsets) {
        return !offsets.isEmpty()
                && offsets.stream()
                        .allMatch(partition -> partition.ranges().stream()
                                .allMatch(range -> LongStream.rangeClosed(range.first(), range.last())
                                        .allMatch(offset -> outOfReach.contains(new TopicPartitionOffset(
                                                partition.topic(), partition.partition(), offset)))));
    }

    /**
     * Whether Connect committed for a partition that the task had given away before its last assignment (docs/findings/0006). What is committed while
     * partitions are being given away is theirs still.
     */
    public boolean committedOfOthers() {
        Map<String, Set<TopicPartition>> owned = new HashMap<>();
        Map<String, Set<TopicPartition>> givenAway = new HashMap<>();
        for (TimelineEvent event : timeline) {
            String who = event.source() + " " + event.task();
            Set<TopicPartition> named = event.spans().stream()
                    .map(span -> new TopicPartition(span.topic(), span.partition()))
                    .collect(Collectors.toSet());
            Set<TopicPartition> own = owned.computeIfAbsent(who, first -> new HashSet<>());
            Set<TopicPartition> given = givenAway.computeIfAbsent(who, first -> new HashSet<>());
            if (event.name().equals(FaultPoint.REBALANCE_ASSIGNED.id())) {
                own.removeAll(given);
                given.clear();
                own.addAll(named);
            } else if (event.name().equals(FaultPoint.REBALANCE_REVOKED.id())
                    || event.name().equals(FaultPoint.REBALANCE_LOST.id())) {
                given.addAll(named);
            } else if (event.name().equals(FaultPoint.TASK_START.id())) {
                own.clear();
                given.clear();
            } else if (event.name().equals(FaultPoint.OFFSET_COMMIT_REQUEST.id()) && !own.containsAll(named)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Optional<EvidenceStream<TargetRow>> snapshot() {
        return Optional.of(snapshot::forEach);
    }

    @Override
    public Optional<EvidenceStream<TargetChange>> history() {
        return Optional.of(history::forEach);
    }

    @Override
    public Optional<List<OffsetCommit>> commits() {
        return Optional.of(commits);
    }

    /** Absent when none is configured. */
    @Override
    public Optional<List<DeadLetter>> deadLetters() {
        return plan.subject().config().containsKey(DeadLetterQueue.TOPIC_SETTING)
                ? Optional.of(deadLetters)
                : Optional.empty();
    }

    @Override
    public EvidenceStream<TimelineEvent> timeline() {
        return timeline::forEach;
    }

    /** Those that had an occasion. */
    @Override
    public List<FaultOutcome> faults() {
        return faults;
    }

    @Override
    public Optional<RecoveryFacts> recovery() {
        return Optional.of(recovery);
    }

    /** Everything that happened, one event a line: the same in every JVM for the same subject and schedule. */
    public String trace() {
        StringBuilder trace = new StringBuilder();
        timeline.forEach(event -> trace.append(event.epochMicros())
                .append(' ')
                .append(event.source())
                .append(' ')
                .append(event.name())
                .append(' ')
                .append(event.task())
                .append(' ')
                .append(event.spans())
                .append(' ')
                .append(new TreeMap<>(event.attributes()))
                .append('\n'));
        commits.forEach(commit -> trace.append(commit).append('\n'));
        history.forEach(change -> trace.append(change.commitMicros())
                .append(' ')
                .append(change.transaction())
                .append(' ')
                .append(change.operation())
                .append(' ')
                .append(change.row().container())
                .append(' ')
                .append(change.row().fields().get("id"))
                .append(' ')
                .append(change.row().fields().get("src_ordinal"))
                .append('\n'));
        deadLetters.forEach(letter -> trace.append(letter).append('\n'));
        return trace.append(new TreeMap<>(recovery.finalLag()))
                .append(new TreeMap<>(recovery.failedTasks()))
                .append('\n')
                .toString();
    }
}
