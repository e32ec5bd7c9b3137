package org.apache.kafka.connect.runtime;

import dev.sinkproof.subject.SubjectTasks;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * Main class of a forked JVM: drives Connect's real runner of sink tasks over a scripted consumer, step by step. In the runner's
 * package, as that class and its steps are not public.
 */
public final class RealTaskDriver {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    private final ScriptedConsumer consumer = new ScriptedConsumer();
    private final RequestingTask task = new RequestingTask();
    private final WorkerSinkTask runner = runner();

    private RealTaskDriver() {}

    public static void main(String[] arguments) {
        Thread.currentThread().setName("task-thread-orders-0");
        new RealTaskDriver().play();
    }

    private void play() {
        runner.doStart();
        consumer.assigned(List.of(ORDERS_0, ORDERS_1));
        consumer.records(ORDERS_0, 0, 5);
        consumer.records(ORDERS_1, 100, 2);
        runner.iteration();

        commit();
        consumer.failNextCommit();
        consumer.records(ORDERS_0, 5, 1);
        runner.iteration();
        commit();

        task.rewindTo(ORDERS_0, 3);
        consumer.records(ORDERS_0, 3, 2);
        runner.iteration();
        consumer.listener.onPartitionsRevoked(List.of(ORDERS_0));
        consumer.listener.onPartitionsLost(List.of(ORDERS_1));
        runner.stop();
        runner.execute();
        runner.doClose();
    }

    /** Two rounds: the first asks the task and commits, the second has nothing new and must not count as a commit. */
    private void commit() {
        task.requestCommit();
        runner.iteration();
        task.requestCommit();
        runner.iteration();
    }

    private WorkerSinkTask runner() {
        return RealRunner.of(
                new ConnectorTaskId("orders", 0),
                task,
                new RealRunner.Listener(),
                new ByteArrayConverter(),
                consumer,
                metrics -> List.of());
    }

    /** A subject that uses its context. */
    private static final class RequestingTask extends SubjectTasks.CallingSuper {
        void requestCommit() {
            context.requestCommit();
        }

        void rewindTo(TopicPartition partition, long offset) {
            context.offset(partition, offset);
        }
    }

    /** Fails commits on request, and lets the script call the rebalance listener. */
    private static final class ScriptedConsumer extends MockConsumer<byte[], byte[]> {
        private ConsumerRebalanceListener listener;
        private boolean failing;

        ScriptedConsumer() {
            super("earliest");
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
            listener = rebalanceListener;
            super.subscribe(topics, rebalanceListener);
        }

        void assigned(List<TopicPartition> partitions) {
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            partitions.forEach(partition -> beginnings.put(partition, 0L));
            updateBeginningOffsets(beginnings);
            rebalance(partitions);
        }

        void records(TopicPartition partition, long first, int count) {
            for (long offset = first; offset < first + count; offset++) {
                addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
            }
        }

        void failNextCommit() {
            failing = true;
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (failing) {
                failing = false;
                callback.onComplete(null, new RebalanceInProgressException("not now"));
            } else {
                super.commitAsync(offsets, callback);
            }
        }
    }
}
