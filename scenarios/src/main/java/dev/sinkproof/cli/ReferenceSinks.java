package dev.sinkproof.cli;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the reference sink that claims what a subject claims, to tell what is the subject's from what is everybody's. */
final class ReferenceSinks {
    private ReferenceSinks() {}

    /**
     * The reference sink for the subject's target, write model and guarantee, under the subject's contract and on its way through Connect:
     * with its settings for errors and for its consumer.
     *
     * @return empty when there is none for the target, or the subject is one itself
     */
    static Optional<SubjectSpec> of(SubjectSpec subject) {
        return name(subject).map(BundledSinks::byName).flatMap(sink -> inTheStead(subject, sink));
    }

    /** What does not concern the sink itself: what becomes of errors, how records are fetched, and in which form they are. */
    private static final List<String> SAME_FOR_BOTH =
            List.of("errors.", "consumer.override.", "key.converter", "value.converter");

    private static Optional<String> name(SubjectSpec subject) {
        Contract contract = subject.contract();
        boolean atLeastOnce = contract.guarantee() == Guarantee.AT_LEAST_ONCE;
        return switch (subject.target()) {
            case "postgresql" ->
                Optional.of(
                        contract.writeModel() != WriteModel.APPEND
                                ? "jdbc-idempotent"
                                : atLeastOnce ? "jdbc-at-least-once" : "jdbc-exactly-once");
            case "s3" -> Optional.of(atLeastOnce ? "s3-at-least-once" : "s3-exactly-once");
            default -> Optional.empty();
        };
    }

    private static Optional<SubjectSpec> inTheStead(SubjectSpec subject, SubjectSpec sink) {
        if (sink.connectorClass().equals(subject.connectorClass())) {
            return Optional.empty();
        }
        Map<String, String> config = new TreeMap<>(sink.config());
        subject.config().forEach((key, value) -> {
            if (SAME_FOR_BOTH.stream().anyMatch(key::startsWith)) {
                config.put(key, value);
            }
        });
        return Optional.of(new SubjectSpec(
                sink.name(),
                sink.connectorClass(),
                config,
                sink.plugins(),
                sink.target(),
                sink.targetSettings(),
                claims(subject.contract(), sink.contract()),
                subject.converters()));
    }

    /** The subject's, except for what a sink does by its nature. */
    private static Contract claims(Contract subject, Contract sink) {
        return new Contract(
                subject.guarantee(),
                subject.writeModel(),
                subject.recoveryObjectiveMillis(),
                subject.inferred(),
                subject.poisonPolicy(),
                subject.order(),
                subject.operator(),
                sink.replay(),
                sink.topicRecreation(),
                sink.objects());
    }
}
