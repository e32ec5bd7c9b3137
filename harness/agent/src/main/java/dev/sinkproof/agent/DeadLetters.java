package dev.sinkproof.agent;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What is called from Connect's writer of dead letters. Its call of the producer comes here, so that each acknowledgement is
 * known by the very record that it is for: acknowledgements come in another order than sends when the queue has several
 * partitions, and Connect's own callback knows no record.
 *
 * <p>Threads: dead letters are sent on a task's thread, or on one of the subject's when that reports a record from there;
 * acknowledgements come on the producer's network thread, or on the sender's when the producer refuses at once. A thread that is
 * held at an acknowledgement is therefore the producer's: its other acknowledgements wait with it, and so does whoever waits for
 * the letter's future. What is thrown there ends as any callback's exception does: the producer logs it, and an error ends its
 * network thread.
 */
public final class DeadLetters {
    private static final ThreadLocal<Letter> REPORTED = new ThreadLocal<>();

    private DeadLetters() {}

    /** A record on its way to the dead letter queue. */
    private record Letter(String task, List<Span> spans, Map<String, String> attributes) {}

    /** @param context Connect's ProcessingContext, whose class is not public in all versions */
    public static void enterReport(Object task, Object context) {
        Passings.report(() -> {
            REPORTED.set(read(task, context));
            return null;
        });
    }

    public static void exitReport() {
        REPORTED.remove();
    }

    public static Future<RecordMetadata> send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, Callback callback) {
        Letter letter = REPORTED.get();
        if (letter == null) {
            return producer.send(record, callback);
        }
        Passings.report(() -> Passings.pass(Point.DLQ_SEND, letter.task(), letter.spans(), letter.attributes()));
        return producer.send(record, (metadata, error) -> {
            Passings.report(() -> acknowledged(letter, metadata, error));
            callback.onCompletion(metadata, error);
        });
    }

    private static Throwable acknowledged(Letter letter, RecordMetadata metadata, Exception error) {
        Map<String, String> attributes = Passings.withError(error);
        attributes.putAll(letter.attributes());
        if (metadata != null && error == null) {
            attributes.put("parked", metadata.toString());
        }
        return Passings.pass(Point.DLQ_ACK, letter.task(), letter.spans(), attributes);
    }

    /** Null when there is no record, which Connect does not send either. */
    private static Letter read(Object task, Object context) {
        ConsumerRecord<?, ?> record = original(context);
        if (record == null) {
            return null;
        }
        Map<String, String> attributes = new HashMap<>();
        attributes.put("stage", String.valueOf(call(context, "stage")));
        Throwable failure = (Throwable) call(context, "error");
        attributes.put(
                "exception", failure == null ? "none" : failure.getClass().getName());
        Span span = new Span(record.topic(), record.partition(), record.offset(), record.offset(), 1);
        return new Letter(task.toString(), List.of(span), attributes);
    }

    /** Before Kafka 3.9 the context had a getter for each kind of record. */
    private static ConsumerRecord<?, ?> original(Object context) {
        String getter = has(context, "original") ? "original" : "consumerRecord";
        return call(context, getter) instanceof ConsumerRecord<?, ?> record ? record : null;
    }

    private static boolean has(Object context, String method) {
        for (Method declared : context.getClass().getDeclaredMethods()) {
            if (declared.getName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private static Object call(Object context, String getter) {
        try {
            Method method = context.getClass().getDeclaredMethod(getter);
            method.setAccessible(true);
            return method.invoke(context);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot read " + getter + " of " + context.getClass().getName(), e);
        }
    }
}
