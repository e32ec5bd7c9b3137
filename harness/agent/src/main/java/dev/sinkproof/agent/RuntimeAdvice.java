package dev.sinkproof.agent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** What is woven into Connect's own class that runs a sink task. The bodies are copied there, so its private fields are in reach. */
final class RuntimeAdvice {
    private RuntimeAdvice() {}

    static final class PollConsumer {
        private PollConsumer() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return ConsumerRecords<byte[], byte[]> records) {
            Passings.polled(records);
        }
    }

    static final class ConvertMessages {
        private ConvertMessages() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) ConsumerRecords<byte[], byte[]> records) {
            Passings.convert(records);
        }
    }

    static final class DeliverMessages {
        private DeliverMessages() {}

        @Advice.OnMethodEnter
        static long enter(@Advice.FieldValue("messageBatch") List<SinkRecord> batch) {
            return Passings.deliver(batch);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("task") SinkTask task, @Advice.Enter long putsBefore) {
            Passings.delivered(task, putsBefore);
        }
    }

    static final class CommitSync {
        private CommitSync() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object runtimeTask,
                @Advice.Argument(0) Map<TopicPartition, OffsetAndMetadata> offsets,
                @Advice.Argument(1) int seqno) {
            Passings.commitRequested(runtimeTask, "sync", offsets, seqno);
        }
    }

    static final class CommitAsync {
        private CommitAsync() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object runtimeTask,
                @Advice.Argument(0) Map<TopicPartition, OffsetAndMetadata> offsets,
                @Advice.Argument(1) int seqno) {
            Passings.commitRequested(runtimeTask, "async", offsets, seqno);
        }
    }

    static final class CommitCompleted {
        private CommitCompleted() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object runtimeTask, @Advice.Argument(0) Throwable error, @Advice.Argument(1) long seqno) {
            Passings.commitAnswered(runtimeTask, error, seqno);
        }
    }

    static final class Rewind {
        private Rewind() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("context") WorkerSinkTaskContext context) {
            Passings.rewind(context.offsets());
        }
    }

    static final class ReportDeadLetter {
        private ReportDeadLetter() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("connectorTaskId") Object task, @Advice.Argument(0) Object context) {
            DeadLetters.enterReport(task, context);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            DeadLetters.exitReport();
        }
    }

    static final class Revoked {
        private Revoked() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Collection<TopicPartition> partitions) {
            Passings.revoked(partitions);
        }
    }

    static final class Lost {
        private Lost() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Collection<TopicPartition> partitions) {
            Passings.lost(partitions);
        }
    }

    static final class Assigned {
        private Assigned() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Collection<TopicPartition> partitions) {
            Passings.assigned(partitions);
        }
    }
}
