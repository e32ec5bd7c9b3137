package dev.sinkproof.kafka.proxy;

import java.io.IOException;

/** What came is not Kafka's protocol. */
final class NotKafkaException extends IOException {
    private static final long serialVersionUID = 1L;

    NotKafkaException(String message) {
        super(message);
    }
}
