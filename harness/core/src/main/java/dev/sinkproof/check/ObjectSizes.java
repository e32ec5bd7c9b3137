package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds SMALL_OBJECTS where the contract promises larger ones.
 *
 * <p>Verifies: half of the records or more are in objects of the promised size. A few small objects, such as the last of a partition, those
 * of late records or of a topic that has no more, hold few records and so weigh little. Does not verify: see {@link #doesNotVerify()}.
 */
final class ObjectSizes implements Checker {
    @Override
    public String id() {
        return "object-sizes";
    }

    @Override
    public String verifies() {
        return "half of the records or more are in objects that hold as many as was promised, or all that their partition has";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "sizes in bytes: the report shows them",
                "sizes under another load than the workload's, or over a longer time");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.SMALL_OBJECTS);
    }

    @Override
    public boolean concerns(Case judged) {
        return judged.contract().objects().recordsLeast() > 0
                && judged.evidence().objects().isPresent();
    }

    @Override
    public CheckResult check(Case judged) {
        List<TargetObject> objects = judged.evidence().objects().orElseThrow().stream()
                .filter(object -> object.kind() == TargetObject.Kind.OBJECT)
                .toList();
        Tally tally = new Tally(judged);
        objects.forEach(tally::add);
        if (tally.records == 0) {
            throw new EvidenceMissingException("no object holds a record whose place in the source log is known");
        }
        boolean kept = tally.large * 2 >= tally.records;
        String sentence = tally.large + " of " + tally.records + " records are in objects of "
                + judged.contract().objects().recordsLeast() + " records or more, or of all that their partition has; "
                + objects.size() + " objects, " + tally.records / objects.size() + " records in the mean";
        return Findings.result(
                this,
                judged.contract(),
                kept
                        ? List.of()
                        : List.of(new Anomalies(this)
                                .of(
                                        AnomalyKind.SMALL_OBJECTS,
                                        tally.small,
                                        OffsetRanges.none(),
                                        Anomalies.Told.only("only " + sentence),
                                        Culprit.SUBJECT)),
                sentence,
                Map.of(
                        "objects", (long) objects.size(),
                        "small", tally.small,
                        "records", tally.records,
                        "recordsInLarge", tally.large));
    }

    /** Records in objects, and those in large ones. */
    private static final class Tally {
        private final Case judged;
        private long records;
        private long large;
        private long small;

        Tally(Case judged) {
            this.judged = judged;
        }

        void add(TargetObject object) {
            boolean isSmall = false;
            for (TargetObject.Run run : object.runs()) {
                boolean enough = object.records() >= promised(run.partition());
                records += run.records();
                large += enough ? run.records() : 0;
                isSmall |= !enough;
            }
            small += isSmall ? 1 : 0;
        }

        /** A partition that has fewer records can have no larger object. */
        private long promised(int partition) {
            long least = judged.contract().objects().recordsLeast();
            return partition < judged.ledger().partitions()
                    ? Math.min(least, judged.ledger().count(partition))
                    : least;
        }
    }
}
