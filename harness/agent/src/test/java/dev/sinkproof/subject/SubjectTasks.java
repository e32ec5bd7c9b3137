package dev.sinkproof.subject;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Sink tasks as subjects have them. */
public final class SubjectTasks {
    private SubjectTasks() {}

    /** Implements everything. */
    public static class Base extends SinkTask {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public void open(Collection<TopicPartition> partitions) {}

        @Override
        public void put(Collection<SinkRecord> records) {}

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            return offsets;
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {}

        @Override
        public void stop() {}
    }

    /** Each method calls the one it overrides. */
    public static class CallingSuper extends Base {
        @Override
        public void start(Map<String, String> settings) {
            super.start(settings);
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            super.open(partitions);
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            return super.preCommit(offsets);
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            super.close(partitions);
        }

        @Override
        public void stop() {
            super.stop();
        }
    }

    /** Fails in put, and has nothing to commit. */
    public static class Failing extends Base {
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records);
            throw new RetriableException("target is away");
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            return null;
        }
    }

    /** Empties the batch that it is given. */
    public static class Consuming extends Base {
        @Override
        public void put(Collection<SinkRecord> records) {
            records.clear();
        }
    }

    /** Has methods of the same names, and is no task. */
    public static class Lookalike {
        public void put(Collection<SinkRecord> records) {}

        public void stop() {}
    }
}
