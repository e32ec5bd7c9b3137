package dev.sinkproof.simulation.kafka;

import dev.sinkproof.simulation.point.Passages;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import sun.reflect.ReflectionFactory;

/**
 * What Connect's own reporter of dead letters sends with. The reporter takes no interface but the real producer's class, whose
 * constructors all start threads and connect; so none of them is run, and whatever is called must be overridden here.
 */
final class ModelProducer extends KafkaProducer<byte[], byte[]> {
    private static final Constructor<?> WITHOUT_CONSTRUCTOR = withoutConstructor();

    private DeadLetterTopic topic;
    private Passages passages;

    private ModelProducer() {
        super(Map.of());
        throw new IllegalStateException("is never run");
    }

    static ModelProducer of(DeadLetterTopic topic, Passages passages) {
        try {
            ModelProducer made = (ModelProducer) WITHOUT_CONSTRUCTOR.newInstance();
            made.topic = topic;
            made.passages = passages;
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM makes no object without its constructor", e);
        }
    }

    private static Constructor<?> withoutConstructor() {
        try {
            return ReflectionFactory.getReflectionFactory()
                    .newConstructorForSerialization(ModelProducer.class, Object.class.getDeclaredConstructor());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        return topic.send(passages, record, callback);
    }

    @Override
    public void close() {
        topic.flush(passages);
    }

    @Override
    public void close(Duration timeout) {
        close();
    }
}
