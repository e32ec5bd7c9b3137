package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Records of a partition that stays are no longer written, for there is nothing left that could write them, and Connect does not open it again. */
@Flaw(
        id = "M17",
        defect = "close() of some partitions gives up all of them",
        reportedIn = "confluentinc/kafka-connect-hdfs#625",
        trigger = "a cooperative revocation: some partitions go, others stay",
        anomalies = {"STUCK"},
        scenario = "worker-joins-mid-batch",
        mode = "exactly-once",
        settings = {
            "consumer.override.partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
        })
public final class M17CloseClearsAllConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M17CloseClearsAllConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final Set<TopicPartition> open = new HashSet<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        public void open(Collection<TopicPartition> partitions) {
            open.addAll(partitions);
            super.open(partitions);
        }

        /** The defect: not only those that Connect names. */
        @Override
        public void close(Collection<TopicPartition> partitions) {
            super.close(open);
            open.clear();
        }
    }
}
