package dev.sinkproof.workload;

import dev.sinkproof.ledger.ProduceOutcome;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What a producer's exception says about whether the record is in the log. */
final class ProduceFailures {
    /**
     * The record cannot be in the log, because no attempt of the producer can have succeeded: it is too large for any, or was never
     * sent. Every other exception may follow an earlier attempt whose answer was lost: that is ambiguous, also for
     * authorization failures.
     */
    private static final Set<Class<? extends Exception>> CERTAIN =
            Set.of(RecordTooLargeException.class, SerializationException.class, InvalidTopicException.class);

    private ProduceFailures() {}

    static ProduceOutcome outcomeOf(Exception failure) {
        return CERTAIN.stream().anyMatch(kind -> kind.isInstance(failure))
                ? ProduceOutcome.REJECTED
                : ProduceOutcome.UNKNOWN;
    }
}
