package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import java.util.List;
import java.util.Optional;

/** Which group protocol a variant needs, and what a subject may have set that does not go with it. */
final class GroupProtocols {
    /** In a variant's name, for the consumer group protocol. */
    static final String CONSUMER = "consumer-protocol";

    private static final String CONSUMER_PROTOCOL = "consumer";

    private static final List<String> CLASSIC_ONLY = List.of(
            "consumer.override.partition.assignment.strategy",
            "consumer.override.session.timeout.ms",
            "consumer.override.heartbeat.interval.ms");

    private GroupProtocols() {}

    /** Kafka refuses a consumer of that protocol with such settings. */
    static Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        if (!variant.variant().startsWith(CONSUMER)) {
            return Optional.empty();
        }
        return CLASSIC_ONLY.stream()
                .filter(subject.config()::containsKey)
                .findFirst()
                .map(setting ->
                        "the subject sets " + setting + ", which Kafka refuses together with group.protocol=consumer");
    }

    /**
     * The same where partitions are taken from a task that lives on: Connect fails such a task under that protocol, whatever the
     * connector. That is for those to see who have chosen the protocol.
     */
    static Optional<String> notForUnlessChosen(SubjectSpec subject, ScenarioSpec variant) {
        boolean chosen = CONSUMER_PROTOCOL.equalsIgnoreCase(subject.config().get("consumer.override.group.protocol"));
        return variant.variant().startsWith(CONSUMER) && !chosen
                ? Optional.of(
                        "the subject does not set consumer.override.group.protocol=consumer, under which Connect fails"
                                + " a task when partitions are taken from it, whatever the connector")
                : notFor(subject, variant);
    }
}
