package dev.sinkproof.check;

import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.workload.ExpectedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What happened to one record, in order of time: from the timeline, the commits and the target's history. One pass over each.
 */
final class RecordStory {
    /** Steps that are shown. */
    static final int STEPS_MAX = 40;
    /** Steps that are looked at; what comes later is counted only. */
    private static final int STEPS_KEPT_MAX = 5_000;

    private final String beginning;
    private final List<Step> steps = new ArrayList<>();
    private final boolean historyKnown;
    private long notKept;

    private RecordStory(String beginning, boolean historyKnown) {
        this.beginning = beginning;
        this.historyKnown = historyKnown;
    }

    static RecordStory of(Case judged, Witness witness) {
        RecordStory story = new RecordStory(
                beginning(judged, witness), judged.evidence().history().isPresent());
        try {
            story.read(judged, witness);
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline or history cannot be read: " + e.getMessage(), e);
        }
        story.steps.sort(Comparator.comparingLong(Step::micros));
        return story;
    }

    private static String beginning(Case judged, Witness witness) {
        ExpectedRecord record = judged.workload().record(witness.partition(), witness.ordinal());
        return "produced: " + witness.name() + ", record " + witness.ordinal() + " of its partition, "
                + (record.tombstone() ? "tombstone of key " : "key ") + record.keyId() + ", version "
                + record.version();
    }

    private void read(Case judged, Witness witness) throws IOException {
        StorySteps source = new StorySteps(judged, witness);
        judged.evidence().timeline().forEach(event -> source.ofEvent(event).ifPresent(this::keep));
        if (historyKnown) {
            judged.evidence()
                    .history()
                    .get()
                    .forEach(change -> source.ofChange(change).ifPresent(this::keep));
        }
        firstCommitPast(judged, witness).map(source::ofCommit).ifPresent(this::keep);
    }

    private static Optional<OffsetCommit> firstCommitPast(Case judged, Witness witness) {
        return judged.evidence().commits().stream()
                .flatMap(List::stream)
                .filter(commit -> Demand.concerns(commit, judged.ledger()))
                .filter(commit -> commit.partition() == witness.partition()
                        && witness.isBelow(commit.next(), commit.incarnation()))
                .findFirst();
    }

    private void keep(Step step) {
        boolean always = step.kind() == Step.Kind.COMMITTED || step.kind() == Step.Kind.KILLED;
        if (always || steps.size() < STEPS_KEPT_MAX) {
            steps.add(step);
        } else {
            notKept++;
        }
    }

    /** For people: where it was produced, then a line for each step. The middle of a long story is left out, and that is said. */
    List<String> lines(String ending) {
        List<String> lines = new ArrayList<>();
        lines.add(beginning);
        shown(true).map(Step::line).forEach(lines::add);
        long leftOut = steps.size() - Math.min(steps.size(), STEPS_MAX) + notKept;
        if (leftOut > 0) {
            lines.add("… " + leftOut + " steps are not shown");
        }
        shown(false).map(Step::line).forEach(lines::add);
        lines.add(ending);
        return lines;
    }

    private Stream<Step> shown(boolean head) {
        int firstOfTail = Math.max(STEPS_MAX / 2, steps.size() - STEPS_MAX / 2);
        return head ? steps.stream().limit(STEPS_MAX / 2) : steps.stream().skip(firstOfTail);
    }

    /** Sequence numbers of the timeline's events that are shown. */
    List<Long> events() {
        return Stream.concat(shown(true), shown(false))
                .map(Step::sequence)
                .filter(sequence -> sequence > 0)
                .distinct()
                .toList();
    }

    boolean historyKnown() {
        return historyKnown;
    }

    List<Step> all(Step.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).toList();
    }

    Optional<Step> first(Step.Kind kind) {
        return first(step -> step.kind() == kind);
    }

    Optional<Step> firstAfter(Step.Kind kind, long micros) {
        return first(step -> step.kind() == kind && step.micros() > micros);
    }

    private Optional<Step> first(Predicate<Step> wanted) {
        return steps.stream().filter(wanted).findFirst();
    }
}
