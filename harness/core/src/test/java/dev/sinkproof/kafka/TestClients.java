package dev.sinkproof.kafka;

import dev.sinkproof.process.Eventually;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients, quick to notice and to try again. */
public final class TestClients {
    private TestClients() {}

    /** Of {@code classic} or {@code consumer} protocol. */
    public static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrapServers, String protocol, String group, String clientId, Map<String, String> more) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.protocol", protocol);
        config.put("group.id", group);
        config.put("client.id", clientId);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("reconnect.backoff.max.ms", 100);
        config.put("retry.backoff.ms", 20);
        config.put("retry.backoff.max.ms", 100);
        if (protocol.equals("classic")) {
            config.put("heartbeat.interval.ms", 100);
        }
        config.putAll(more);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("reconnect.backoff.max.ms", 100);
        config.put("retry.backoff.ms", 20);
        config.put("retry.backoff.max.ms", 100);
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static void produce(String bootstrapServers, String topic, int partition, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers, Map.of())) {
            for (int record = 0; record < records; record++) {
                producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {(byte) record}))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Polls until the consumer holds exactly these. */
    public static void awaitAssignment(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Eventually.holds("the consumer holds " + partitions, () -> {
            consumer.poll(Duration.ofMillis(20));
            return consumer.assignment().equals(partitions);
        });
    }

    public static KafkaConsumer<byte[], byte[]> subscribed(
            KafkaConsumer<byte[], byte[]> consumer, String topic, int partitions) {
        consumer.subscribe(List.of(topic));
        awaitAssignment(consumer, all(topic, partitions));
        return consumer;
    }

    public static Set<TopicPartition> all(String topic, int partitions) {
        Set<TopicPartition> all = new java.util.HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return all;
    }
}
