package dev.sinkproof.workload;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until somebody has deleted the source topic and created another of that name. */
final class TopicChange {
    private final SourceLog log;
    private final String topic;
    private final String first;

    private TopicChange(SourceLog log, String topic, String first) {
        this.log = log;
        this.topic = topic;
        this.first = first;
    }

    /** From the topic as it is now. */
    static TopicChange from(SourceLog log, String topic) throws InterruptedException {
        try {
            String id = log.topicId()
                    .orElseThrow(() ->
                            new IllegalStateException(topic + " does not exist, though records are produced to it"));
            return new TopicChange(log, topic, id);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the id of " + topic + " is not known: " + e.getCause(), e);
        }
    }

    /** Returns true once it is another topic, false when production was cancelled. No deadline: whoever awaits production has one. */
    boolean await(BooleanSupplier cancelled) throws InterruptedException {
        while (!cancelled.getAsBoolean()) {
            if (isAnother()) {
                return true;
            }
            LockSupport.parkNanos(TopicReady.POLL_NANOS);
        }
        return false;
    }

    private boolean isAnother() throws InterruptedException {
        try {
            Optional<String> now = log.topicId();
            return now.isPresent() && !now.get().equals(first);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the id of " + topic + " is not known any more: " + e.getCause(), e);
        }
    }
}
