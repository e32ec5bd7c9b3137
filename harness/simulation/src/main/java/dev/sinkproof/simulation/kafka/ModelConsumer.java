package dev.sinkproof.simulation.kafka;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.point.Spans;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A consumer over a modelled log and group, as far as Connect uses one.
 *
 * <p>As in the real one, commit callbacks and rebalance callbacks run inside {@link #poll}; a seek back delivers again; a wakeup
 * ends the next call that could block; an exception of a callback comes wrapped out of poll, an Error as it is.
 * Unlike the real one a poll never waits: what it would have waited for is told by {@link #wakesAtMillis}.
 */
public final class ModelConsumer extends UnusedByConnect {
    private static final long COMMIT_LATE_MILLIS = 1_500;
    private static final long API_TIMEOUT_MILLIS = 60_000;
    private static final String MODE = "mode";
    private static final String SYNC = "sync";
    private static final String ASYNC = "async";

    private final String clientId;
    private final ModelLog log;
    private final ModelGroup group;
    private final VirtualClock clock;
    private final Passages passages;
    private final int pollRecordsMax;
    private final TreeMap<TopicPartition, Long> positions = new TreeMap<>(ModelGroup.ORDER);
    private final Set<TopicPartition> paused = new TreeSet<>(ModelGroup.ORDER);
    private final List<PendingCommit> pendingCommits = new ArrayList<>();
    private ConsumerRebalanceListener listener;
    private String memberId;
    private int joins;
    private int generation = -1;
    private boolean woken;
    private boolean closed;
    private boolean lastPollBroughtRecords;
    private long wakesAtMillis;
    private TopicPartition readLast;

    public ModelConsumer(
            String clientId,
            ModelLog log,
            ModelGroup group,
            VirtualClock clock,
            Passages passages,
            int pollRecordsMax) {
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.log = Objects.requireNonNull(log, "log");
        this.group = Objects.requireNonNull(group, "group");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.passages = Objects.requireNonNull(passages, "passages");
        this.pollRecordsMax = pollRecordsMax;
    }

    /** The coordinator hears no heartbeats from this process any more. */
    public void silence() {
        group.silence(memberId);
    }

    public void unsilence() {
        group.unsilence(memberId);
    }

    /** The task has done what the last poll brought, and waits in the next one. */
    public void rest() {
        group.rests(memberId);
    }

    public void evict() {
        group.evict(memberId);
    }

    /** Forgets a wakeup that no one waits for. */
    public void clearWakeup() {
        woken = false;
    }

    /** When a poll would return, had it waited: now or earlier when there is something to return. */
    public long wakesAtMillis() {
        return somethingToDo() ? Long.MIN_VALUE : Math.min(wakesAtMillis, nextAnswerMillis());
    }

    private boolean somethingToDo() {
        return woken
                || lastPollBroughtRecords
                || !group.knows(memberId)
                || rebalanceToDo()
                || answerToTell()
                || recordsToRead();
    }

    private boolean rebalanceToDo() {
        return group.protocol() == dev.sinkproof.simulation.schedule.Protocol.CONSUMER
                ? !group.toGiveUp(memberId).isEmpty() || !group.toTake(memberId).isEmpty()
                : group.awaits(memberId) || group.hasAssignmentFor(memberId);
    }

    private boolean answerToTell() {
        return pendingCommits.stream().anyMatch(PendingCommit::answered);
    }

    private long nextAnswerMillis() {
        return pendingCommits.stream()
                .mapToLong(PendingCommit::applyAtMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private boolean recordsToRead() {
        for (Map.Entry<TopicPartition, Long> entry : positions.entrySet()) {
            if (!paused.contains(entry.getKey())
                    && entry.getValue() < log.end(entry.getKey().partition())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an asynchronous commit has no answer yet but will have one. */
    public boolean awaitsAnswers() {
        return !pendingCommits.isEmpty();
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
        passages.requireAlive();
        if (!topics.equals(List.of(log.topic()))) {
            throw new IllegalArgumentException("the model has one topic, " + log.topic() + ", but not " + topics);
        }
        listener = callback;
    }

    @Override
    public Set<TopicPartition> assignment() {
        passages.requireAlive();
        Set<TopicPartition> copy = new TreeSet<>(ModelGroup.ORDER);
        copy.addAll(positions.keySet());
        return copy;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        passages.requireAlive();
        requireOpen();
        throwIfWoken();
        wakesAtMillis = clock.milliseconds() + timeout.toMillis();
        group.polls(memberId);
        applyDueCommits();
        tellAnswers();
        // As the real one, which looks at its timer after each step: a callback that takes longer than the group waits
        // would otherwise
        // be called for ever, each time for a new membership.
        boolean more = coordinate();
        while (more && clock.milliseconds() < wakesAtMillis) {
            passages.requireAlive();
            more = coordinate();
        }
        passages.requireAlive();
        return fetch();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This consumer has already been closed.");
        }
    }

    private void throwIfWoken() {
        if (woken) {
            woken = false;
            throw new WakeupException();
        }
    }

    /** One step of group management. Returns whether there may be another. */
    private boolean coordinate() {
        group.expire();
        if (!group.knows(memberId)) {
            lose();
            joins++;
            memberId = clientId + "-" + joins;
            group.join(memberId);
            group.polls(memberId);
            return true;
        }
        return switch (group.protocol()) {
            case EAGER -> coordinateEager();
            case COOPERATIVE -> coordinateCooperative();
            case CONSUMER -> coordinateByBroker();
        };
    }

    private boolean coordinateEager() {
        if (group.awaits(memberId)) {
            revoke(assignment());
            if (group.knows(memberId)) {
                group.rejoin(memberId, Set.of());
            }
            return true;
        }
        Set<TopicPartition> assignment = group.takeAssignment(memberId);
        if (assignment == null) {
            return false;
        }
        generation = group.generationOf(memberId);
        assign(assignment);
        return true;
    }

    private boolean coordinateCooperative() {
        if (group.awaits(memberId)) {
            group.rejoin(memberId, positions.keySet());
            return true;
        }
        Set<TopicPartition> assignment = group.takeAssignment(memberId);
        if (assignment == null) {
            return false;
        }
        generation = group.generationOf(memberId);
        Set<TopicPartition> revoked = assignment();
        revoked.removeAll(assignment);
        Set<TopicPartition> added = new TreeSet<>(ModelGroup.ORDER);
        added.addAll(assignment);
        added.removeAll(positions.keySet());
        revoke(revoked);
        assign(added);
        if (!group.knows(memberId)) {
            return true;
        }
        if (!revoked.isEmpty()) {
            group.released(memberId, positions.keySet());
        }
        return true;
    }

    private boolean coordinateByBroker() {
        Set<TopicPartition> given = group.toGiveUp(memberId);
        if (!given.isEmpty()) {
            generation = group.generationOf(memberId);
            revoke(given);
            return acknowledge();
        }
        Set<TopicPartition> taken = group.toTake(memberId);
        if (taken.isEmpty()) {
            return false;
        }
        // The broker counts them as taken before the callback runs.
        Set<TopicPartition> owned = assignment();
        owned.addAll(taken);
        group.acknowledge(memberId, owned);
        generation = group.generationOf(memberId);
        assign(taken);
        return true;
    }

    private boolean acknowledge() {
        if (group.knows(memberId)) {
            group.acknowledge(memberId, positions.keySet());
            generation = group.generationOf(memberId);
        }
        return true;
    }

    private void revoke(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        pass(FaultPoint.REBALANCE_REVOKED, Spans.partitions(partitions));
        callBack("onPartitionsRevoked", () -> listener.onPartitionsRevoked(partitions));
        drop(partitions);
    }

    private void lose() {
        Set<TopicPartition> lost = assignment();
        if (lost.isEmpty()) {
            return;
        }
        pass(FaultPoint.REBALANCE_LOST, Spans.partitions(lost));
        callBack("onPartitionsLost", () -> listener.onPartitionsLost(lost));
        drop(lost);
    }

    private void drop(Set<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
        paused.removeAll(partitions);
    }

    private void assign(Set<TopicPartition> partitions) {
        partitions.forEach(partition -> positions.put(partition, group.position(partition)));
        pass(
                FaultPoint.REBALANCE_ASSIGNED,
                partitions.stream()
                        .map(partition ->
                                OffsetSpan.position(partition.topic(), partition.partition(), positions.get(partition)))
                        .toList());
        callBack("onPartitionsAssigned", () -> listener.onPartitionsAssigned(partitions));
    }

    /** As the real consumer: a wakeup passes, any other exception is wrapped, an Error passes. */
    private static void callBack(String name, Runnable callback) {
        try {
            callback.run();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new KafkaException("User rebalance callback " + name + " throws an error", e);
        }
    }

    /** Partitions take turns, as they do when a fetch answers for all of them. */
    private ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
        int room = pollRecordsMax;
        for (TopicPartition partition : turns()) {
            if (room == 0) {
                break;
            }
            List<ConsumerRecord<byte[], byte[]>> records =
                    log.read(partition.partition(), positions.get(partition), room);
            if (!records.isEmpty()) {
                fetched.put(partition, records);
                positions.put(partition, next(partition, records));
                readLast = partition;
                room -= records.size();
            }
        }
        lastPollBroughtRecords = !fetched.isEmpty();
        if (lastPollBroughtRecords) {
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(pollRecordsMax - room);
            fetched.values().forEach(all::addAll);
            List<OffsetSpan> spans = Spans.consumed(all);
            pass(FaultPoint.POLL_RETURN, spans);
            pass(FaultPoint.CONVERT, spans);
        }
        return records(fetched);
    }

    /** By the only constructor that all versions of Connect's client have. */
    @SuppressWarnings("deprecation")
    private static ConsumerRecords<byte[], byte[]> records(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched) {
        return new ConsumerRecords<>(fetched);
    }

    /** Behind the last record there may be a gap up to the end. */
    private long next(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long next = records.get(records.size() - 1).offset() + 1;
        return log.read(partition.partition(), next, 1).isEmpty() ? log.end(partition.partition()) : next;
    }

    private List<TopicPartition> turns() {
        List<TopicPartition> turns = new ArrayList<>(positions.size());
        if (readLast != null) {
            turns.addAll(positions.tailMap(readLast, false).keySet());
            turns.addAll(positions.headMap(readLast, true).keySet());
        } else {
            turns.addAll(positions.keySet());
        }
        turns.removeAll(paused);
        return turns;
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        passages.requireAlive();
        throwIfWoken();
        Optional<FaultKind> effect = request(offsets, SYNC);
        try {
            commitNow(effect.orElse(null), offsets);
        } catch (KafkaException e) {
            acknowledged(offsets, SYNC, e);
            throw e;
        }
        acknowledged(offsets, SYNC, null);
    }

    private void commitNow(FaultKind effect, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (effect == FaultKind.COMMIT_LATE) {
            clock.advanceMillis(COMMIT_LATE_MILLIS);
        }
        awaitEarlierCommits();
        hearNothingAfter(effect);
        if (effect == FaultKind.COMMIT_REFUSED) {
            throw new CommitFailedException("refused by the coordinator");
        }
        if (effect != FaultKind.COMMIT_UNANSWERED) {
            group.commit(memberId, generation, offsets);
        }
        if (effect == FaultKind.COMMIT_UNANSWERED || effect == FaultKind.COMMIT_ACK_LOST) {
            clock.advanceMillis(API_TIMEOUT_MILLIS);
            throw new TimeoutException(
                    "Timeout of " + API_TIMEOUT_MILLIS + "ms expired before successfully committing offsets");
        }
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        passages.requireAlive();
        FaultKind effect = request(offsets, ASYNC).orElse(null);
        hearNothingAfter(effect);
        PendingCommit commit = new PendingCommit(
                // The real one hands a copy of its own to the callback, and Connect changes that.
                new HashMap<>(offsets), generation, clock.milliseconds() + COMMIT_LATE_MILLIS, null, callback);
        if (effect == FaultKind.COMMIT_UNANSWERED) {
            return;
        }
        if (effect == FaultKind.COMMIT_LATE || pendingCommits.stream().anyMatch(earlier -> !earlier.answered())) {
            pendingCommits.add(commit);
        } else if (effect == FaultKind.COMMIT_REFUSED) {
            pendingCommits.add(commit.answered(new RetriableCommitFailedException("refused by the coordinator")));
        } else {
            PendingCommit applied = apply(commit);
            pendingCommits.add(
                    effect == FaultKind.COMMIT_ACK_LOST
                            ? applied.answered(new RetriableCommitFailedException("the coordinator was disconnected"))
                            : applied);
        }
    }

    /** Heartbeats wait behind a request that is never answered, until the session is over. */
    private void hearNothingAfter(FaultKind effect) {
        if (effect == FaultKind.COMMIT_UNANSWERED) {
            group.silence(memberId);
        }
    }

    /** One connection, one after the other: a commit is never taken before an earlier one of the same consumer. */
    private void awaitEarlierCommits() {
        pendingCommits.replaceAll(commit -> {
            if (commit.answered()) {
                return commit;
            }
            clock.advanceTo(commit.applyAtMillis());
            return apply(commit);
        });
    }

    private PendingCommit apply(PendingCommit commit) {
        try {
            group.commit(memberId, commit.generation(), commit.offsets());
            return commit.answered(null);
        } catch (CommitFailedException e) {
            return commit.answered(e);
        }
    }

    private void applyDueCommits() {
        long now = clock.milliseconds();
        pendingCommits.replaceAll(commit -> commit.answered() || commit.applyAtMillis() > now ? commit : apply(commit));
    }

    private void tellAnswers() {
        List<PendingCommit> answered =
                pendingCommits.stream().filter(PendingCommit::answered).toList();
        pendingCommits.removeAll(answered);
        for (PendingCommit commit : answered) {
            acknowledged(commit.offsets(), ASYNC, commit.error());
            commit.callback().onComplete(commit.offsets(), commit.error());
        }
    }

    private Optional<FaultKind> request(Map<TopicPartition, OffsetAndMetadata> offsets, String mode) {
        return passages.pass(FaultPoint.OFFSET_COMMIT_REQUEST, Spans.positions(offsets), Map.of(MODE, mode));
    }

    private void acknowledged(Map<TopicPartition, OffsetAndMetadata> offsets, String mode, Exception error) {
        passages.pass(
                FaultPoint.OFFSET_COMMIT_ACK,
                Spans.positions(offsets),
                Map.of(
                        MODE,
                        mode,
                        "error",
                        error == null ? "none" : error.getClass().getSimpleName()));
    }

    private void pass(FaultPoint point, List<OffsetSpan> spans) {
        passages.pass(point, spans, Map.of());
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        passages.requireAlive();
        requireAssigned(partition);
        pass(FaultPoint.REWIND, List.of(OffsetSpan.position(partition.topic(), partition.partition(), offset)));
        positions.put(partition, offset);
    }

    private void requireAssigned(TopicPartition partition) {
        if (!positions.containsKey(partition)) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
    }

    @Override
    public long position(TopicPartition partition) {
        passages.requireAlive();
        requireAssigned(partition);
        return positions.get(partition);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        passages.requireAlive();
        partitions.forEach(this::requireAssigned);
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        passages.requireAlive();
        partitions.forEach(this::requireAssigned);
        paused.removeAll(partitions);
    }

    /** Also called for a process that is gone, from outside it. */
    @Override
    public void wakeup() {
        woken = true;
    }

    @Override
    public void close() {
        passages.requireAlive();
        if (closed) {
            return;
        }
        closed = true;
        positions.clear();
        group.leave(memberId);
    }
}
