package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds TORN_OBJECTs, ORPHAN_UPLOADs, and objects that OVERLAP or leave a GAP.
 *
 * <p>Verifies: every object can be read to its end, no record is in two objects, none is missing between two that objects hold,
 * nothing half done is left. Does not verify: see {@link #doesNotVerify()}.
 */
final class ObjectIntegrity implements Checker {
    /** What a sink may say of itself in an object's metadata; nothing is demanded of one that does not. */
    static final String RECORD_COUNT = "kafka-record-count";

    private static final int EXAMPLES_MAX = 20;

    @Override
    public String id() {
        return "objects";
    }

    @Override
    public String verifies() {
        return "every object can be read to its end and holds what it says; no record is in two objects, none is missing between the"
                + " records that objects hold; no unfinished upload is left";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "what an object held before it was replaced: the bucket keeps no versions",
                "whether a reader could see half an object during the run: only the end is read",
                "records below the first and above the last that objects hold of a partition: completeness does");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.TORN_OBJECT, AnomalyKind.ORPHAN_UPLOAD, AnomalyKind.OVERLAP, AnomalyKind.GAP);
    }

    @Override
    public boolean concerns(Case judged) {
        return judged.evidence().objects().isPresent();
    }

    @Override
    public CheckResult check(Case judged) {
        List<TargetObject> all = judged.evidence()
                .objects()
                .orElseThrow(() -> new EvidenceMissingException("the target's objects were not listed"));
        List<TargetObject> objects = ofKind(all, TargetObject.Kind.OBJECT);
        List<TargetObject> uploads = ofKind(all, TargetObject.Kind.UNFINISHED_UPLOAD);
        SharedRecords shared = SharedRecords.of(judged);
        List<OrdinalSet> gaps = gaps(judged, objects);
        List<Anomaly> anomalies = new ArrayList<>();
        torn(objects).ifPresent(anomalies::add);
        overlap(judged, shared).ifPresent(anomalies::add);
        gap(judged, gaps).ifPresent(anomalies::add);
        orphans(uploads).ifPresent(anomalies::add);
        return Findings.result(
                this,
                judged.contract(),
                anomalies,
                "all " + objects.size()
                        + " objects can be read to their end, hold different records and leave none out",
                Map.of(
                        "objects", (long) objects.size(),
                        "bytes", objects.stream().mapToLong(TargetObject::bytes).sum(),
                        "torn",
                                objects.stream()
                                        .filter(object -> damage(object).isPresent())
                                        .count(),
                        "uploads", (long) uploads.size(),
                        "shared", shared.records(),
                        "gaps", gaps.stream().mapToLong(OrdinalSet::size).sum()));
    }

    private static List<TargetObject> ofKind(List<TargetObject> objects, TargetObject.Kind kind) {
        return objects.stream().filter(object -> object.kind() == kind).toList();
    }

    /** What is wrong with the object itself; empty for a whole one. */
    private static Optional<String> damage(TargetObject object) {
        return object.unreadable()
                .or(() -> promised(object)
                        .filter(promised -> promised != object.records())
                        .map(promised ->
                                "its metadata says " + promised + " records, but it holds " + object.records()));
    }

    private static Optional<Long> promised(TargetObject object) {
        try {
            return Optional.ofNullable(object.metadata().get(RECORD_COUNT)).map(Long::valueOf);
        } catch (NumberFormatException somebodyElsesMeaning) {
            return Optional.empty();
        }
    }

    private Optional<Anomaly> torn(List<TargetObject> objects) {
        List<String> torn = objects.stream()
                .flatMap(object -> damage(object)
                        .map(damage -> object.key() + " (" + object.bytes() + " bytes, " + object.records()
                                + " records readable): " + damage)
                        .stream())
                .toList();
        return list(AnomalyKind.TORN_OBJECT, torn, "readers see a broken object ");
    }

    private Optional<Anomaly> orphans(List<TargetObject> uploads) {
        List<String> orphans = uploads.stream()
                .map(upload -> upload.key() + " (upload " + upload.tag() + ")")
                .toList();
        return list(AnomalyKind.ORPHAN_UPLOAD, orphans, "nobody will finish or remove the upload of ");
    }

    private Optional<Anomaly> list(AnomalyKind kind, List<String> found, String sentence) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> examples = found.subList(0, Math.min(found.size(), EXAMPLES_MAX));
        return Optional.of(new Anomalies(this)
                .of(
                        kind,
                        found.size(),
                        OffsetRanges.none(),
                        new Anomalies.Told(sentence + found.get(0), examples, List.of()),
                        Culprit.SUBJECT));
    }

    private Optional<Anomaly> overlap(Case judged, SharedRecords shared) {
        if (shared.records() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Anomalies(this)
                .of(
                        AnomalyKind.OVERLAP,
                        shared.records(),
                        OffsetRanges.of(judged.ledger(), shared::ordinals),
                        new Anomalies.Told(shared.examples().get(0), shared.examples(), List.of()),
                        Culprit.SUBJECT));
    }

    /** Records that must be there, are not, and lie between records of their partition that objects hold. */
    private static List<OrdinalSet> gaps(Case judged, List<TargetObject> objects) {
        List<OrdinalSet> gaps = new ArrayList<>();
        for (int partition = 0; partition < judged.ledger().partitions(); partition++) {
            gaps.add(within(
                    partition,
                    objects,
                    judged.reconciliation().partition(partition).lost()));
        }
        return gaps;
    }

    private static OrdinalSet within(int partition, List<TargetObject> objects, OrdinalSet lost) {
        OrdinalSet inside = new OrdinalSet();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (TargetObject object : objects) {
            for (TargetObject.Run run : object.runs()) {
                if (run.partition() == partition) {
                    first = Math.min(first, run.first());
                    last = Math.max(last, run.last());
                }
            }
        }
        long from = first;
        long to = last;
        lost.anyMatch(ordinal -> ordinal > from && ordinal < to && !inside.add(ordinal));
        return inside;
    }

    private Optional<Anomaly> gap(Case judged, List<OrdinalSet> gaps) {
        if (gaps.stream().allMatch(gap -> gap.size() == 0)) {
            return Optional.empty();
        }
        Witness witness = Anomalies.first(judged, gaps::get);
        return Optional.of(new Anomalies(this)
                .of(
                        AnomalyKind.GAP,
                        gaps.stream().mapToLong(OrdinalSet::size).sum(),
                        OffsetRanges.of(judged.ledger(), gaps::get),
                        Anomalies.Told.only("record " + witness.name()
                                + " is in no object, though objects hold records of its partition before and after it"),
                        Culprit.SUBJECT));
    }
}
