package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Culprit;
import java.util.List;
import java.util.function.IntFunction;

/** Builds anomalies, one of a kind for each check. */
final class Anomalies {
    private final Checker checker;

    Anomalies(Checker checker) {
        this.checker = checker;
    }

    /** What a story tells: the explanation, the steps, and the events that prove them. */
    record Told(String explanation, List<String> story, List<Long> events) {
        static Told only(String explanation) {
            return new Told(explanation, List.of(), List.of());
        }

        static Told of(String explanation, RecordStory story, String ending) {
            return new Told(explanation, story.lines(ending), story.events());
        }
    }

    Anomaly of(AnomalyKind kind, long count, OffsetRanges offsets, Told told, Culprit culprit) {
        return new Anomaly(
                kind + "-1",
                kind,
                checker.id(),
                count,
                offsets.offsets(),
                offsets.truncated(),
                told.explanation(),
                told.story(),
                told.events(),
                culprit,
                Remedy.of(kind));
    }

    /** The first record of the first partition that has any. */
    static Witness first(Case judged, IntFunction<OrdinalSet> ordinals) {
        for (int partition = 0; partition < judged.ledger().partitions(); partition++) {
            long first = ordinals.apply(partition).first();
            if (first >= 0) {
                return Witness.of(judged, partition, first);
            }
        }
        throw new IllegalArgumentException("no partition has any");
    }
}
