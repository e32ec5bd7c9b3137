package dev.sinkproof.check;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds ZOMBIE_WRITEs.
 *
 * <p>Verifies: no worker wrote a record twice, or an older version over a newer one, after a task on another worker had opened the
 * record's partition. Does not verify: see {@link #doesNotVerify()}.
 */
final class Fencing implements Checker {
    @Override
    public String id() {
        return "fencing";
    }

    @Override
    public String verifies() {
        return "no worker wrote a record twice, or an older version over a newer one, after a task on another worker had opened the"
                + " record's partition";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "writes of one task instead of another on the same worker: a connection shows its worker, not its task",
                "transactions during which connections of several workers waited for an answer: it is not known whose they were",
                "writes of a former owner that only brought the target forward, as guarded upserts do: they are counted",
                "writes that changed nothing in the target, and targets that keep no history of their changes",
                "deletes: a row that is gone does not say which record deleted it",
                "anything when the clocks of workers and target differ: they are taken to be one, as on one machine");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.ZOMBIE_WRITE);
    }

    @Override
    public boolean concerns(Case judged) {
        return judged.evidence().history().isPresent();
    }

    @Override
    public CheckResult check(Case judged) {
        Ownership ownership = Ownership.of(judged);
        if (ownership.hole().isPresent()) {
            return Findings.undecided(
                    this,
                    Outcome.NOT_APPLICABLE,
                    "not judged: " + ownership.hole().get());
        }
        ZombieWrites found = ZombieWrites.of(judged, ownership);
        List<Anomaly> anomalies = found.count() == 0 ? List.of() : List.of(anomaly(judged, found));
        return Findings.result(
                this,
                judged.contract(),
                anomalies,
                clean(found),
                Map.of(
                        "zombieWrites", found.all(),
                        "harmful", found.count(),
                        "attributed", found.attributed(),
                        "notAttributed", found.notAttributed()));
    }

    private static String clean(ZombieWrites found) {
        return found.all() == 0
                ? "nobody wrote to a partition that a task on another worker had opened"
                : found.all()
                        + " records were written after a task on another worker had opened their partition; none stands in the"
                        + " target twice, and none put an older version over a newer one";
    }

    private Anomaly anomaly(Case judged, ZombieWrites found) {
        ZombieWrites.Example first = found.first();
        Witness witness = Witness.of(judged, first.partition(), first.ordinal());
        RecordStory story = RecordStory.of(judged, witness);
        List<Long> events = new ArrayList<>(story.events());
        Stream.of(first.opened().sequence(), first.request().sequence())
                .filter(sequence -> !events.contains(sequence))
                .forEach(events::add);
        return new Anomalies(this)
                .of(
                        AnomalyKind.ZOMBIE_WRITE,
                        found.count(),
                        OffsetRanges.of(judged.ledger(), found::ordinals),
                        new Anomalies.Told(
                                explanation(witness, first),
                                story.lines("its partition belonged to "
                                        + first.opened().worker() + " when "
                                        + first.request().worker() + " wrote it"),
                                List.copyOf(events)),
                        Culprit.SUBJECT);
    }

    private static String explanation(Witness witness, ZombieWrites.Example example) {
        return "record " + witness.name() + " was made durable at " + Clock.micros(example.commitMicros())
                + " by transaction " + example.transaction() + " on a connection of "
                + example.request().worker() + ", after a task on "
                + example.opened().worker()
                + " had opened its partition at "
                + Clock.micros(example.opened().micros());
    }
}
