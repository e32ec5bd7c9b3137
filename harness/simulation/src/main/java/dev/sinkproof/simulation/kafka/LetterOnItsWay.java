package dev.sinkproof.simulation.kafka;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.simulation.point.Passages;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A dead letter from when it was sent, as its sender sees it. Waiting for it takes virtual time. */
final class LetterOnItsWay implements Future<RecordMetadata> {
    private final DeadLetterTopic topic;
    private final Passages owner;
    private final DeadLetter letter;
    private final long dueMillis;
    private final RuntimeException fate;
    private final Callback callback;
    private boolean done;
    private RecordMetadata metadata;

    /** @param fate why the queue will not take it; null when it will */
    LetterOnItsWay(
            DeadLetterTopic topic,
            Passages owner,
            DeadLetter letter,
            long dueMillis,
            RuntimeException fate,
            Callback callback) {
        this.topic = topic;
        this.owner = owner;
        this.letter = letter;
        this.dueMillis = dueMillis;
        this.fate = fate;
        this.callback = callback;
    }

    Passages owner() {
        return owner;
    }

    DeadLetter letter() {
        return letter;
    }

    long dueMillis() {
        return dueMillis;
    }

    RuntimeException fate() {
        return fate;
    }

    void answered(RecordMetadata place) {
        done = true;
        metadata = place;
        callback.onCompletion(place, fate);
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public RecordMetadata get() throws ExecutionException {
        topic.await(this);
        if (fate != null) {
            throw new ExecutionException(fate);
        }
        return metadata;
    }

    @Override
    public RecordMetadata get(long timeout, TimeUnit unit) throws ExecutionException {
        return get();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }
}
