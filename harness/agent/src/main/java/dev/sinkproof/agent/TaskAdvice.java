package dev.sinkproof.agent;

import java.util.Collection;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is woven into the methods of sink tasks. These bodies are copied into the subject's classes, so they name nothing that
 * only the agent can see.
 */
final class TaskAdvice {
    private TaskAdvice() {}

    static final class Start {
        private Start() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object task) {
            Passings.enterStart(task);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            Passings.exitStart();
        }
    }

    static final class Open {
        private Open() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Collection<TopicPartition> partitions) {
            Passings.enterOpen(partitions);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            Passings.exitOpen();
        }
    }

    static final class Put {
        private Put() {}

        @Advice.OnMethodEnter
        static Object enter(@Advice.Argument(0) Collection<?> records) {
            return Passings.enterPut(records);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object entered, @Advice.Thrown Throwable error) {
            Passings.exitPut(entered, error);
        }
    }

    static final class PreCommit {
        private PreCommit() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Map<TopicPartition, OffsetAndMetadata> offsets) {
            Passings.enterPreCommit(offsets);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Return Map<TopicPartition, OffsetAndMetadata> returned, @Advice.Thrown Throwable error) {
            Passings.exitPreCommit(returned, error);
        }
    }

    static final class Close {
        private Close() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Collection<TopicPartition> partitions) {
            Passings.enterClose(partitions);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            Passings.exitClose();
        }
    }

    static final class Stop {
        private Stop() {}

        @Advice.OnMethodEnter
        static void enter() {
            Passings.enterStop();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            Passings.exitStop();
        }
    }
}
