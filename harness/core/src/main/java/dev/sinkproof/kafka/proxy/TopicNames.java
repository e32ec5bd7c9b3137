package dev.sinkproof.kafka.proxy;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Names of topics: newer requests name topics by their ids. Called by several threads at once; may block. */
@FunctionalInterface
public interface TopicNames {
    /** The topic's name, or empty when there is no such topic. */
    Optional<String> of(Uuid topicId);
}
