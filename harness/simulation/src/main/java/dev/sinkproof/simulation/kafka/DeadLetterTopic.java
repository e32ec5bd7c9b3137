package dev.sinkproof.simulation.kafka;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.kafka.DeadLetterQueue;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.point.IncarnationGone;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * A modelled dead letter queue, and the producers that tasks send to it with. A letter arrives a moment after it was sent, and is
 * answered then; with its process dies what has not arrived. One producer's letters arrive in the order in which they were sent.
 */
public final class DeadLetterTopic {
    private static final long ARRIVAL_MILLIS = 10;
    private static final long LATE_MILLIS = 1_500;
    private static final long REFUSAL_MILLIS = 1_000;

    private final VirtualClock clock;
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<DeadLetter> sent = new ArrayList<>();
    private final List<LetterOnItsWay> underway = new ArrayList<>();

    public DeadLetterTopic(VirtualClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** What one incarnation of a task sends with. */
    public KafkaProducer<byte[], byte[]> producer(Passages passages) {
        passages.whenGone(() -> underway.removeIf(letter -> letter.owner() == passages));
        return ModelProducer.of(this, passages);
    }

    /** All that it holds. */
    public List<DeadLetter> letters() {
        return List.copyOf(letters);
    }

    /** Letters of records of which none arrived, however often they were sent. */
    public List<DeadLetter> lost() {
        return sent.stream()
                .filter(letter -> letters.stream().noneMatch(arrived -> sameRecord(arrived, letter)))
                .toList();
    }

    private static boolean sameRecord(DeadLetter one, DeadLetter other) {
        return one.identified()
                && one.topic().equals(other.topic())
                && one.partition() == other.partition()
                && one.offset() == other.offset();
    }

    /** Lets arrive what is due. */
    public void settle() {
        Optional<LetterOnItsWay> due = nextDue();
        while (due.isPresent()) {
            try {
                arrive(due.get());
            } catch (IncarnationGone e) {
                // Its process ended when the answer came.
            }
            due = nextDue();
        }
    }

    private Optional<LetterOnItsWay> nextDue() {
        return underway.stream()
                .filter(letter -> letter.dueMillis() <= clock.milliseconds()
                        && !letter.owner().suspended())
                .findFirst();
    }

    /** When {@link #settle} will have something to do, or {@link Long#MAX_VALUE}. */
    public long nextMillis() {
        return underway.stream()
                .filter(letter -> !letter.owner().suspended())
                .mapToLong(LetterOnItsWay::dueMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether nothing is on its way to it. */
    public boolean idle() {
        return underway.isEmpty();
    }

    LetterOnItsWay send(Passages owner, ProducerRecord<byte[], byte[]> record, Callback callback) {
        DeadLetter letter = DeadLetterQueue.of(record.headers());
        FaultKind effect = owner.pass(FaultPoint.DLQ_SEND, spans(letter), attributes(letter))
                .orElse(null);
        sent.add(letter);
        LetterOnItsWay onItsWay =
                new LetterOnItsWay(this, owner, letter, dueMillis(owner, effect), fate(effect), callback);
        if (effect == FaultKind.DLQ_REFUSED_AT_ONCE) {
            onItsWay.answered(null);
        } else {
            underway.add(onItsWay);
        }
        return onItsWay;
    }

    private long dueMillis(Passages owner, FaultKind effect) {
        long due = clock.milliseconds()
                + (effect == FaultKind.DLQ_LATE
                        ? LATE_MILLIS
                        : effect == FaultKind.DLQ_REFUSED ? REFUSAL_MILLIS : ARRIVAL_MILLIS);
        return underway.stream()
                .filter(letter -> letter.owner() == owner)
                .mapToLong(LetterOnItsWay::dueMillis)
                .reduce(due, Math::max);
    }

    private static RuntimeException fate(FaultKind effect) {
        if (effect == FaultKind.DLQ_REFUSED_AT_ONCE) {
            return new RecordTooLargeException("injected: the record is larger than the producer may send");
        }
        return effect == FaultKind.DLQ_REFUSED
                ? new TopicAuthorizationException("injected: not authorized to write to the dead letter queue")
                : null;
    }

    /** Waits until the letter is answered, in virtual time. */
    void await(LetterOnItsWay letter) {
        while (underway.contains(letter)) {
            LetterOnItsWay first = underway.stream()
                    .filter(earlier -> earlier.owner() == letter.owner())
                    .findFirst()
                    .orElseThrow();
            clock.advanceTo(first.dueMillis());
            arrive(first);
        }
    }

    /** As a producer that is closed: it waits for everything that it has sent. */
    void flush(Passages owner) {
        List.copyOf(underway).stream().filter(letter -> letter.owner() == owner).forEach(this::await);
    }

    private void arrive(LetterOnItsWay letter) {
        underway.remove(letter);
        letter.owner().requireAlive();
        if (letter.fate() == null) {
            letters.add(letter.letter());
        }
        Map<String, String> attributes = new java.util.TreeMap<>(attributes(letter.letter()));
        attributes.put(
                "error",
                letter.fate() == null ? "none" : letter.fate().getClass().getSimpleName());
        Optional<FaultKind> effect = letter.owner().pass(FaultPoint.DLQ_ACK, spans(letter.letter()), attributes);
        if (effect.isPresent() && letter.fate() == null) {
            // Nobody heard of it, so the producer sent it again.
            letters.add(letter.letter());
        }
        letter.answered(
                letter.fate() == null
                        ? new RecordMetadata(new TopicPartition("dead-letters", 0), letters.size() - 1L, 0, 0, 0, 0)
                        : null);
    }

    private static List<OffsetSpan> spans(DeadLetter letter) {
        return letter.identified()
                ? List.of(new OffsetSpan(letter.topic(), letter.partition(), letter.offset(), letter.offset(), 1))
                : List.of();
    }

    private static Map<String, String> attributes(DeadLetter letter) {
        return Map.of("stage", String.valueOf(letter.stage()), "exception", String.valueOf(letter.exception()));
    }
}
