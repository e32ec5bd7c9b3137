package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds TORN_OBJECTs, ORPHAN_UPLOADs, and objects that OVERLAP or leave a GAP.
 *
 * <p>Verifies: every object can be read to its end, no record is in two objects, none is missing between two that objects hold,
 * nothing half done is left. Does not verify: see {@link #doesNotVerify()}.
 */
final class ObjectIntegrity implements Checker {
    /** What a sink may say of itself in an object's metadata; nothing is demanded of one that does not. */
    static final String RECORD_COUNT = "kafka-record-count";

    /** What says which records an object was made of. */
    private static final Set<String> RANGE =
            Set.of("kafka-topic", "kafka-partition", "kafka-first-offset", "kafka-last-offset");

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
                "what a reader could see at a moment at which none looked: target.look says when one does",
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
        List<TargetObject> all = judged.evidence().objects().orElseThrow();
        List<TargetObject> objects = ofKind(all, TargetObject.Kind.OBJECT);
        List<TargetObject> uploads = ofKind(all, TargetObject.Kind.UNFINISHED_UPLOAD);
        SharedRecords shared = SharedRecords.of(judged);
        List<OrdinalSet> gaps = gaps(judged, objects);
        List<TargetObject> seen = ofTheSubject(judged, ofKind(all, TargetObject.Kind.SEEN));
        List<Anomaly> anomalies = new ArrayList<>();
        torn(objects, seen).ifPresent(anomalies::add);
        overlap(judged, shared).ifPresent(anomalies::add);
        gap(judged, gaps).ifPresent(anomalies::add);
        orphans(uploads).ifPresent(anomalies::add);
        return Findings.result(
                this,
                judged.contract(),
                anomalies,
                "all " + objects.size()
                        + " objects can be read to their end, hold different records and leave none out"
                        + (seen.isEmpty()
                                ? ""
                                : "; so could the " + seen.size() + " that a reader saw while the run was on"),
                measures(judged, objects, seen, uploads, shared, gaps));
    }

    private static Map<String, Long> measures(
            Case judged,
            List<TargetObject> objects,
            List<TargetObject> seen,
            List<TargetObject> uploads,
            SharedRecords shared,
            List<OrdinalSet> gaps) {
        Map<String, Long> measures = new TreeMap<>();
        measures.put("objects", (long) objects.size());
        measures.put("bytes", objects.stream().mapToLong(TargetObject::bytes).sum());
        measures.put("torn", (long) damaged(objects).size());
        measures.put("seen", (long) seen.size());
        measures.put("seenTorn", (long) damaged(seen).size());
        measures.put("uploads", (long) uploads.size());
        measures.put("shared", shared.records());
        measures.put("gaps", gaps.stream().mapToLong(OrdinalSet::size).sum());
        measures.put(
                "ofOneRange",
                objects.stream().filter(object -> holdsOneRange(judged, object)).count());
        measures.put(
                "sayingTheirRange",
                objects.stream()
                        .filter(object -> object.metadata().keySet().containsAll(RANGE))
                        .count());
        return measures;
    }

    /** Whether all of one partition's records from its first to its last are in it, and nothing else. */
    private static boolean holdsOneRange(Case judged, TargetObject object) {
        if (object.runs().size() != 1) {
            return false;
        }
        TargetObject.Run run = object.runs().get(0);
        long demanded = LongStream.rangeClosed(run.first(), run.last())
                .filter(ordinal -> run.partition() < judged.ledger().partitions()
                        && judged.ledger().acked(run.partition(), ordinal)
                        && judged.workload().hasRow(run.partition(), ordinal))
                .count();
        return run.records() == object.records() && run.records() >= demanded;
    }

    private static List<TargetObject> ofKind(List<TargetObject> objects, TargetObject.Kind kind) {
        return objects.stream().filter(object -> object.kind() == kind).toList();
    }

    /**
     * What a reader saw under names that the subject asked for: what some servers show for a moment under names of their own, while an
     * object arrives, is not the subject's.
     */
    private static List<TargetObject> ofTheSubject(Case judged, List<TargetObject> seen) {
        if (seen.isEmpty()) {
            return List.of();
        }
        Set<String> asked = new HashSet<>();
        try {
            judged.evidence().timeline().forEach(event -> {
                if (event.name().equals(FaultPoint.TARGET_REQUEST.id())) {
                    asked.add(event.attributes().get("key"));
                }
            });
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return seen.stream().filter(object -> asked.contains(object.key())).toList();
    }

    private static List<TargetObject> damaged(List<TargetObject> objects) {
        return objects.stream().filter(object -> damage(object).isPresent()).toList();
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

    /** What is broken at the end, then what was seen broken and is whole or gone at the end. */
    private Optional<Anomaly> torn(List<TargetObject> objects, List<TargetObject> seen) {
        List<TargetObject> atTheEnd = damaged(objects);
        Set<String> known = atTheEnd.stream()
                .map(object -> object.key() + '\n' + object.tag())
                .collect(Collectors.toSet());
        List<TargetObject> meanwhile = damaged(seen).stream()
                .filter(object -> !known.contains(object.key() + '\n' + object.tag()))
                .toList();
        List<String> torn = Stream.concat(
                        atTheEnd.stream().map(object -> described(object)),
                        meanwhile.stream().map(object -> described(object) + "; seen while the run was on"))
                .toList();
        return list(AnomalyKind.TORN_OBJECT, torn, "readers see a broken object ");
    }

    private static String described(TargetObject object) {
        return object.key() + " (" + object.bytes() + " bytes, " + object.records() + " records readable): "
                + damage(object).orElseThrow();
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
