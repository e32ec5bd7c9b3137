package dev.sinkproof.reports.html;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.reports.docs.AnomalyPage;
import dev.sinkproof.reports.facts.Exercise;
import dev.sinkproof.reports.facts.LikelyCause;
import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.timeline.Describe;
import dev.sinkproof.reports.timeline.Picture;
import dev.sinkproof.reports.timeline.Timeline;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A case as the page shows it.
 *
 * @param result what it is made from
 * @param anchor of its section
 * @param open whether its section is open when the page opens
 * @param cards one for each anomaly
 * @param pictures close-ups first, the whole case last; empty when there are no events or they are left out
 * @param events list of events; empty when there are none or they are left out
 * @param exercise whether it did what it set out to do
 */
record CaseView(
        CaseResult result,
        String anchor,
        boolean open,
        List<Card> cards,
        List<Picture> pictures,
        List<EventRow> events,
        Exercise exercise) {

    /** What the matrix counts. */
    static final List<String> COLUMNS =
            List.of("Expected", "Accounted", "Lost", "Duplicated", "Stale", "Reordered", "Corrupted", "Phantom");

    private static final String ORDER = "order";
    private static final String RECOVERY = "recovery";
    private static final String AS_LEFT = "the target was judged as the faults left it, and nobody had to recover";

    static CaseView of(CaseResult result, String anchor, Detail detail, boolean only) {
        boolean passed = result.outcome() == Outcome.PASS || result.outcome() == Outcome.NOT_APPLICABLE;
        Map<Long, TimelineEvent> kept = new HashMap<>();
        result.timeline().forEach(event -> kept.put(event.sequence(), event));
        Map<Long, String> anchors = eventAnchors(result, anchor);
        boolean shown = detail.pictures(passed);
        return new CaseView(
                result,
                anchor,
                only || !passed,
                result.anomalies().stream()
                        .map(anomaly -> Card.of(anomaly, result, anchor, kept))
                        .toList(),
                shown ? Timeline.of(result, anchors) : List.of(),
                shown ? EventRow.of(result, anchor) : List.of(),
                Exercise.of(result));
    }

    private static Map<Long, String> eventAnchors(CaseResult result, String anchor) {
        Map<Long, String> anchors = new HashMap<>();
        result.anomalies().stream()
                .flatMap(anomaly -> anomaly.events().stream())
                .forEach(sequence -> anchors.put(sequence, Anchors.ofEvent(anchor, sequence)));
        return anchors;
    }

    /** A number in the matrix; {@code sign} is empty where nothing needs to be said about it. */
    record Cell(String text, String style, String sign, String tooltip) {
        private static final Cell NOT_READ = new Cell("–", "zero", "", "the target was not read");
        private static final Cell NOT_JUDGED = new Cell("–", "zero", "", "not judged for this write model");
    }

    ScenarioSpec scenario() {
        return result.plan().scenario();
    }

    Contract contract() {
        return result.plan().subject().contract();
    }

    /** The numbers of the matrix, in the order of {@link #COLUMNS}. */
    List<Cell> cells() {
        Observed seen = result.observed();
        if (seen == null) {
            return Collections.nCopies(COLUMNS.size(), Cell.NOT_READ);
        }
        return List.of(
                new Cell(Human.count(seen.acknowledged()), "", "", "records that Kafka acknowledged"),
                new Cell(Human.count(seen.accounted()), "", "", "in the target, or superseded by a later version"),
                cell(seen.lost(), AnomalyKind.LOST),
                cell(seen.duplicated(), AnomalyKind.DUPLICATED),
                cell(seen.stale(), AnomalyKind.STALE),
                outOfOrder(),
                cell(seen.corrupted(), AnomalyKind.CORRUPTED),
                cell(seen.phantom(), AnomalyKind.PHANTOM));
    }

    /** Only an append-only target shows in which order it was written. */
    private Cell outOfOrder() {
        boolean judged = result.checks().stream()
                .anyMatch(check -> check.checker().equals(ORDER) && check.outcome() != Outcome.NOT_APPLICABLE);
        long n = result.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == AnomalyKind.REORDERED)
                .mapToLong(Anomaly::count)
                .sum();
        return judged || n > 0 ? cell(n, AnomalyKind.REORDERED) : Cell.NOT_JUDGED;
    }

    /** Whether somebody had to act until all was well again, or still has to. */
    Cell operator() {
        RecoveryFacts facts = result.recovery();
        if (facts == null) {
            return new Cell("–", "zero", "", "the liveness phase was not reached");
        } else if (asLeft()) {
            return new Cell("–", "zero", "", AS_LEFT);
        } else if (!facts.failedTasks().isEmpty() && recoveryHeld()) {
            return new Cell("as agreed", "allowed", "", "tasks were FAILED at the end, as the contract says");
        } else if (!facts.failedTasks().isEmpty()) {
            return new Cell("still needed", "short", "▲", "tasks were FAILED at the end");
        } else if (!facts.restarted().isEmpty()) {
            return new Cell(
                    Human.count(facts.restarted().size(), "restart"),
                    "short",
                    "▲",
                    "what had FAILED was restarted in the operator's stead");
        }
        return new Cell("none", "zero", "", "nobody had to act");
    }

    private boolean recoveryHeld() {
        return result.checks().stream()
                .anyMatch(check -> check.checker().equals(RECOVERY) && check.outcome() == Outcome.PASS);
    }

    /** Whether the target was judged as the faults left it, so that nobody had to recover. */
    private boolean asLeft() {
        return result.plan().scenario().setup().asLeft();
    }

    /** From when on it had to catch up. */
    String countedFrom() {
        if (scenario().setup().faultsLast()) {
            return "the last record produced, with the faults in force to the end";
        }
        return scenario().faults().isEmpty() ? "the last record produced" : "the last fault healed";
    }

    private Cell cell(long n, AnomalyKind kind) {
        if (n == 0) {
            return new Cell("0", "zero", "", "");
        }
        // What the contract allows in this case only, such as records written again by order, is no anomaly.
        boolean found = result.anomalies().stream().anyMatch(anomaly -> anomaly.kind() == kind);
        return found && kind.breaks(contract())
                ? new Cell(Human.count(n), "bad", "✕", kind.meaning())
                : new Cell(Human.count(n), "allowed", "", kind.meaning() + "; the contract allows it");
    }

    /** The matrix needs the reason in words where the verdict alone does not say it. */
    boolean explained() {
        return result.outcome() != Outcome.PASS;
    }

    String recovery() {
        RecoveryFacts facts = result.recovery();
        if (facts == null) {
            return "not reached";
        }
        if (asLeft()) {
            return "not judged";
        }
        return facts.recoveryMillis() < 0 ? "not seen" : Human.millis(facts.recoveryMillis());
    }

    /** For example {@code 4 partitions × 5,000 records, 500 keys each, 5 % tombstones, as fast as possible}. */
    String workload() {
        WorkloadSpec load = result.plan().workload();
        return Human.count(load.partitions(), "partition") + " × " + Human.count(load.recordsPerPartition(), "record")
                + " of " + Human.count(load.keysPerPartition(), "key") + " each"
                + (load.tombstonePercent() == 0 ? "" : ", " + load.tombstonePercent() + " % tombstones")
                + ", "
                + (load.recordsPerSecond() == 0
                        ? "as fast as possible"
                        : Human.count(load.recordsPerSecond()) + " records/s");
    }

    String cluster() {
        return Human.count(scenario().workers(), "worker") + ", tasks.max = "
                + scenario().tasks() + ", " + result.plan().environment();
    }

    /** Whether quantities over time are part of the picture. */
    boolean charted() {
        return pictures.stream().flatMap(picture -> picture.lanes().stream()).anyMatch(lane -> lane.chart() != null);
    }

    String runDirectoryLink() {
        return Anchors.directory(result.runDirectory());
    }

    /** Time since the case began. */
    String sinceStart(long epochMicros) {
        return Human.relative(epochMicros - result.startedAtMicros(), 1_000);
    }

    /** A count over the whole timeline; a dash where it was not collected. */
    String counted(String name) {
        long n = result.count(name);
        return n < 0 ? "–" : Human.count(n);
    }

    /** A count of events, said to be a lower bound where events were left out. */
    String atLeast(long n) {
        return (exercise.lowerBounds() && n > 0 ? "≥ " : "") + Human.count(n);
    }

    /** An anomaly as the page shows it. */
    record Card(
            Anomaly anomaly,
            String anchor,
            Standing standing,
            List<OffsetLine> offsets,
            List<Step> story,
            List<EventLink> events,
            String eventsElsewhere,
            List<String> faults,
            List<String> causes,
            Optional<AnomalyPage> page) {

        static Card of(Anomaly anomaly, CaseResult result, String caseAnchor, Map<Long, TimelineEvent> kept) {
            List<Long> elsewhere = anomaly.events().stream()
                    .filter(sequence -> !kept.containsKey(sequence))
                    .toList();
            return new Card(
                    anomaly,
                    Anchors.ofAnomaly(caseAnchor, anomaly.id()),
                    Standing.of(anomaly.kind(), result.plan().subject().contract()),
                    anomaly.offsets().stream().map(OffsetLine::of).toList(),
                    anomaly.story().stream()
                            .map(line -> Step.of(line, anomaly, caseAnchor, kept))
                            .toList(),
                    anomaly.events().stream()
                            .filter(kept::containsKey)
                            .map(sequence -> EventLink.of(kept.get(sequence), caseAnchor))
                            .toList(),
                    elsewhere.stream().map(sequence -> "#" + sequence).collect(Collectors.joining(", ")),
                    faults(result),
                    LikelyCause.of(anomaly.kind(), result.plan().subject()),
                    AnomalyPage.of(anomaly.kind()));
        }

        private static List<String> faults(CaseResult result) {
            return result.faults().stream()
                    .filter(fault -> fault.firedAtMicros() > 0)
                    .map(fault -> Describe.fault(fault.fault()) + ", from " + Human.timeOfDay(fault.firedAtMicros())
                            + (fault.healedAtMicros() == 0
                                    ? ", not healed"
                                    : " for " + Human.millis((fault.healedAtMicros() - fault.firedAtMicros()) / 1_000)))
                    .toList();
        }

        /** The first offsets, for example {@code p0: 4711–4713}; empty where the anomaly names none. */
        String witness() {
            return anomaly.offsets().stream()
                    .filter(each -> !each.ranges().isEmpty())
                    .findFirst()
                    .map(each -> new PartitionOffsets(
                                    each.topic(),
                                    each.partition(),
                                    each.ranges().subList(0, 1))
                            .describe())
                    .orElse("");
        }

        /** Events that prove it and that its story does not lead to. */
        List<EventLink> otherEvents() {
            return events.stream()
                    .filter(event ->
                            story.stream().noneMatch(step -> event.anchor().equals(step.anchor())))
                    .toList();
        }

        /** For example {@code 3 records}; empty where a count says nothing. */
        String count() {
            return switch (anomaly.kind()) {
                case SLOW -> "";
                case SMALL_OBJECTS -> Human.count(anomaly.count(), "object");
                case PREMATURE_COMMIT, OFFSET_REGRESSED -> Human.count(anomaly.count(), "commit");
                case TORN_OBJECT -> Human.count(anomaly.count(), "object");
                case ORPHAN_UPLOAD -> Human.count(anomaly.count(), "upload");
                case LOST,
                        DUPLICATED,
                        MISPLACED,
                        STALE,
                        RESURRECTED,
                        REORDERED,
                        CORRUPTED,
                        PHANTOM,
                        OVERLAP,
                        GAP,
                        DLQ_MISSING,
                        DLQ_PHANTOM,
                        ZOMBIE_WRITE,
                        SILENT,
                        STUCK,
                        STRANDED -> Human.count(anomaly.count(), "record");
            };
        }
    }

    /** An event that proves an anomaly. */
    record EventLink(String anchor, String name, String source, String time) {
        static EventLink of(TimelineEvent event, String caseAnchor) {
            return new EventLink(
                    Anchors.ofEvent(caseAnchor, event.sequence()),
                    event.name(),
                    event.source(),
                    Human.timeOfDay(event.epochMicros()));
        }
    }
}
