package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.ObjectClaim;
import dev.sinkproof.workload.RecordIdentity;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Finds records that are MISPLACED where the contract says which part of an object's name their time decides.
 *
 * <p>Verifies: records whose time stamps are part of the plan are in objects of that time's folder, in the claimed zone. Does not verify:
 * see {@link #doesNotVerify()}.
 */
final class Placement implements Checker {
    @Override
    public String id() {
        return "placement";
    }

    @Override
    public String verifies() {
        return "each record with a planned time stamp is in an object in the folder of that time, in the claimed zone";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "records that were stamped with the time of their production: when that was the plan does not say");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.MISPLACED);
    }

    @Override
    public boolean concerns(Case judged) {
        return !judged.contract().objects().timeFolder().isEmpty()
                && judged.evidence().objects().isPresent()
                && judged.plan().workload().irregularities().stream()
                        .anyMatch(one -> one.kind() == IrregularityKind.AT);
    }

    @Override
    public CheckResult check(Case judged) {
        Places places = new Places(judged);
        try {
            judged.evidence()
                    .snapshot()
                    .orElseThrow(() -> new EvidenceMissingException("the target was not read"))
                    .forEach(places);
        } catch (IOException e) {
            throw new EvidenceMissingException("the target's snapshot cannot be read: " + e.getMessage(), e);
        }
        if (places.right + places.wrong == 0) {
            throw new EvidenceMissingException("no record with a planned time stamp is in the target");
        }
        return Findings.result(
                this,
                judged.contract(),
                places.wrong == 0
                        ? List.of()
                        : List.of(new Anomalies(this)
                                .of(
                                        AnomalyKind.MISPLACED,
                                        places.wrong,
                                        OffsetRanges.of(judged.ledger(), places.misplaced::get),
                                        Anomalies.Told.only(places.example),
                                        Culprit.SUBJECT)),
                "all " + places.right + " records with a planned time stamp are in their time's folder",
                Map.of("right", places.right, "wrong", places.wrong));
    }

    /** Where rows are, and where they belong. */
    private static final class Places implements Consumer<TargetRow> {
        private final Case judged;
        private final ObjectClaim claim;
        private final DateTimeFormatter folders;
        private final List<OrdinalSet> misplaced;
        private long right;
        private long wrong;
        private String example = "";

        Places(Case judged) {
            this.judged = judged;
            this.claim = judged.contract().objects();
            this.folders = DateTimeFormatter.ofPattern(claim.timeFolder()).withZone(ZoneId.of(claim.timeZone()));
            this.misplaced = IntStream.range(0, judged.ledger().partitions())
                    .mapToObj(partition -> new OrdinalSet())
                    .toList();
        }

        @Override
        public void accept(TargetRow row) {
            RecordIdentity.of(row)
                    .filter(identity -> identity.partition() < misplaced.size()
                            && identity.ordinal() < judged.ledger().count(identity.partition()))
                    .ifPresent(identity -> place(row.container(), identity));
        }

        private void place(String object, RecordIdentity identity) {
            OptionalLong time = judged.workload().timeMillis(identity.partition(), identity.ordinal());
            if (time.isEmpty()) {
                return;
            }
            String folder = folders.format(Instant.ofEpochMilli(time.getAsLong()));
            if (("/" + object).contains("/" + folder + "/")) {
                right++;
                return;
            }
            wrong++;
            misplaced.get(identity.partition()).add(identity.ordinal());
            if (example.isEmpty()) {
                example = "record " + judged.name(identity.partition(), identity.ordinal()) + " is of "
                        + Instant.ofEpochMilli(time.getAsLong()) + ", which in " + claim.timeZone() + " belongs to "
                        + folder + ", but it is in " + object;
            }
        }
    }
}
