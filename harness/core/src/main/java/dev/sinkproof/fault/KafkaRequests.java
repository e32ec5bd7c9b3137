package dev.sinkproof.fault;

import dev.sinkproof.model.Occurrence;
import java.io.IOException;
import java.util.List;

/** What can be done to requests on their way from workers and their clients to Kafka. Thread-safe. */
public interface KafkaRequests {
    /** What is done to a request that a rule matches. */
    enum Deed {
        /** Kafka never sees it; the client gets an error. */
        REFUSE,
        /** Kafka never sees it; the connection is closed. */
        DISCONNECT,
        /** Kafka has acted; its answer is thrown away and the connection closed. */
        LOSE_ANSWER,
        /** It is sent on later. */
        DELAY,
        /** Kafka never sees it; it is never answered. */
        BLACKHOLE
    }

    /**
     * Which requests, and what is done to them.
     *
     * @param name unique among the rules in force
     * @param apis kinds of requests by Kafka's names, for example {@code OFFSET_COMMIT}; never empty
     * @param clientId id of the client, {@code *} stands for any text
     * @param occurrence which of the requests that match
     * @param nth the number that it speaks of
     * @param deed what is done
     * @param error for {@link Deed#REFUSE}: Kafka's name of the error, for example {@code REBALANCE_IN_PROGRESS}
     * @param delayMillis for {@link Deed#DELAY}
     */
    record Rule(
            String name,
            List<String> apis,
            String clientId,
            Occurrence occurrence,
            int nth,
            Deed deed,
            String error,
            long delayMillis) {
        public Rule {
            apis = List.copyOf(apis);
        }
    }

    /**
     * Puts a rule into effect.
     *
     * @throws IOException when a name in it is unknown; says which, and the nearest
     */
    void arm(Rule rule) throws IOException;

    /** Takes a rule out of effect; what it holds goes on. @return how many requests it was applied to */
    long remove(String name) throws IOException;
}
