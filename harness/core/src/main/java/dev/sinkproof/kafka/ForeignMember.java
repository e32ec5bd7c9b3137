package dev.sinkproof.kafka;

import dev.sinkproof.evidence.Clock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A member of a connector's consumer group that is no task of it: it takes partitions from tasks that live on, and gives them
 * back when it leaves. It reads no records and commits nothing.
 *
 * <p>Whether it gets a partition is up to the group's assignor: when there are more members than partitions, somebody gets
 * none. With Connect's default assignor members are served in the order of their ids, and this one's comes first.
 *
 * <p>Life cycle: {@link #join} returns at once; it is a member until {@link #leave}. Thread-safe.
 */
public final class ForeignMember implements AutoCloseable {
    /** Sorts before {@code connector-consumer-}, so that the range assignor serves it first. */
    public static final String CLIENT_ID = "another-member";

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LEAVE = Duration.ofSeconds(20);
    private static final String CONNECTOR_PREFIX = "consumer.override.";
    /** What all members of a group must agree on, and what decides how fast the group notices. */
    private static final List<String> SHARED_SETTINGS = List.of(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);

    /**
     * What it was given at some moment.
     *
     * @param partitions all that it held then
     * @param epochMicros when, microseconds since the epoch
     */
    public record Assignment(Set<TopicPartition> partitions, long epochMicros) {
        public Assignment {
            partitions = Set.copyOf(partitions);
        }
    }

    private final String group;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final List<Assignment> assignments = new ArrayList<>();
    private volatile boolean leaving;
    private RuntimeException failure;

    private ForeignMember(String group, Collection<String> topics, Map<String, Object> config) {
        this.group = group;
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(() -> run(topics), "foreign-member-" + group);
        this.thread.setDaemon(true);
    }

    /**
     * Begins to join.
     *
     * @param topics what the group's members subscribe to
     * @param settings consumer settings that the members share, by {@link #sharedSettings}
     */
    public static ForeignMember join(
            String bootstrapServers, String group, Collection<String> topics, Map<String, String> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        ForeignMember member = new ForeignMember(group, topics, config);
        member.thread.start();
        return member;
    }

    /**
     * The settings of a connector's consumers that another member of their group must share.
     *
     * @param worker the worker's settings, with {@code consumer.} before those of consumers
     * @param connector the connector's configuration, with {@code consumer.override.} before those of its consumers
     */
    public static Map<String, String> sharedSettings(Map<String, String> worker, Map<String, String> connector) {
        Map<String, String> shared = new TreeMap<>();
        for (String setting : SHARED_SETTINGS) {
            String value = connector.getOrDefault(CONNECTOR_PREFIX + setting, worker.get("consumer." + setting));
            if (value != null) {
                shared.put(setting, value);
            }
        }
        return shared;
    }

    private void run(Collection<String> topics) {
        try (consumer) {
            consumer.subscribe(topics, new Listener());
            while (!leaving) {
                requireNothing(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            // It is to leave: closing the consumer does it.
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Partitions are paused before the first record of them can be fetched. */
    private static void requireNothing(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            throw new IllegalStateException("read a record of a paused partition: " + record.topic() + "-"
                    + record.partition() + "@" + record.offset());
        }
    }

    private synchronized void failed(RuntimeException e) {
        failure = e;
        notifyAll();
    }

    private synchronized void holds(Set<TopicPartition> partitions) {
        assignments.add(new Assignment(partitions, Clock.epochMicros()));
        notifyAll();
    }

    /** Everything that it held so far, in order; each change is one. */
    public synchronized List<Assignment> assignments() {
        return List.copyOf(assignments);
    }

    /** What it holds now. */
    public synchronized Set<TopicPartition> partitions() {
        return assignments.isEmpty()
                ? Set.of()
                : assignments.get(assignments.size() - 1).partitions();
    }

    /**
     * Waits until it holds a partition.
     *
     * @return what it holds
     * @throws IOException when it holds none by then, or could not join; says which
     */
    public synchronized Set<TopicPartition> awaitPartitions(Duration most) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (partitions().isEmpty()) {
            requireAlive();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException("waited " + most.toMillis() + " ms for a partition of group " + group + ", but "
                        + (assignments.isEmpty()
                                ? "the group has not taken the new member in"
                                : "the group gave it none: " + assignments));
            }
            await(left);
        }
        return partitions();
    }

    private void requireAlive() throws IOException {
        if (failure != null) {
            throw new IOException("the foreign member of group " + group + " failed: " + failure.getMessage(), failure);
        }
    }

    private void await(long millis) throws InterruptedIOException {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for group " + group);
        }
    }

    /**
     * Leaves the group, and returns when it has.
     *
     * @return everything that it held, in order; the last is nothing
     * @throws IOException when it failed while it was a member, or does not end
     */
    public List<Assignment> leave() throws IOException {
        leaving = true;
        consumer.wakeup();
        try {
            thread.join(LEAVE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while leaving group " + group);
        }
        if (thread.isAlive()) {
            throw new IOException("the foreign member has not left group " + group + " after " + LEAVE.toSeconds()
                    + " s; it holds " + partitions());
        }
        synchronized (this) {
            requireAlive();
        }
        return assignments();
    }

    @Override
    public void close() throws IOException {
        leave();
    }

    @Override
    public String toString() {
        return "foreign member of " + group + " with "
                + partitions().stream().map(TopicPartition::toString).sorted().collect(Collectors.joining(", "));
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            holds(consumer.assignment());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Set<TopicPartition> kept = new HashSet<>(consumer.assignment());
            kept.removeAll(partitions);
            holds(kept);
        }
    }
}
