package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Commits that are lower than the one before in their partition, unless the plan itself set offsets back.
 *
 * @param count how many
 * @param before the commit before the first of them; null when there is none
 * @param first the first of them; null when there is none
 * @param readAgain records between a lower commit and the one before it, by partition
 */
record Regressions(long count, OffsetCommit before, OffsetCommit first, List<OrdinalSet> readAgain) {
    static Regressions of(Case judged, List<OffsetCommit> commits) {
        List<OrdinalSet> readAgain = IntStream.range(0, judged.ledger().partitions())
                .mapToObj(partition -> new OrdinalSet())
                .toList();
        OrderedResets resets = OrderedResets.of(judged);
        Map<Integer, OffsetCommit> last = new HashMap<>();
        Regressions found = new Regressions(0, null, null, readAgain);
        for (OffsetCommit commit : commits) {
            OffsetCommit before = last.put(commit.partition(), commit);
            if (before != null && wentBack(before, commit) && !resets.explain(before, commit)) {
                found = found.with(judged, before, commit);
            }
        }
        return found;
    }

    /** Another topic of that name has offsets of its own. */
    private static boolean wentBack(OffsetCommit before, OffsetCommit commit) {
        return commit.incarnation() == before.incarnation() && commit.next() < before.next();
    }

    private Regressions with(Case judged, OffsetCommit higher, OffsetCommit lower) {
        int partition = lower.partition();
        readAgain
                .get(partition)
                .addRange(
                        judged.ledger().ordinalsBelow(partition, lower.incarnation(), lower.next()),
                        judged.ledger().ordinalsBelow(partition, higher.incarnation(), higher.next()));
        return first == null
                ? new Regressions(1, higher, lower, readAgain)
                : new Regressions(count + 1, before, first, readAgain);
    }

    Optional<Anomaly> anomaly(Case judged, Checker checker) {
        if (count == 0) {
            return Optional.empty();
        }
        Optional<TimelineEvent> answer = preCommitThatAsked(judged);
        String explanation = "offset " + first.next() + " of " + first.topic() + "-" + first.partition()
                + " was committed at " + Clock.millis(first.epochMillis()) + ", after " + before.next() + " at "
                + Clock.millis(before.epochMillis())
                + answer.map(event -> ": preCommit() on " + event.source() + " had returned it at "
                                + Clock.micros(event.epochMicros()))
                        .orElse("");
        return Optional.of(new Anomalies(checker)
                .of(
                        AnomalyKind.OFFSET_REGRESSED,
                        count,
                        OffsetRanges.of(judged.ledger(), readAgain::get),
                        new Anomalies.Told(
                                explanation,
                                List.of(),
                                answer.map(TimelineEvent::sequence).stream().toList()),
                        answer.isPresent() ? Culprit.SUBJECT : Culprit.UNDETERMINED));
    }

    /** The last answer of preCommit() before the commit that names its offset: it shows that the connector asked for it. */
    private Optional<TimelineEvent> preCommitThatAsked(Case judged) {
        TimelineEvent[] last = new TimelineEvent[1];
        try {
            judged.evidence().timeline().forEach(event -> {
                if (asksForIt(event)) {
                    last[0] = event;
                }
            });
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return Optional.ofNullable(last[0]);
    }

    private boolean asksForIt(TimelineEvent event) {
        return event.name().equals(FaultPoint.TASK_PRE_COMMIT_EXIT.id())
                && event.epochMicros() > before.epochMillis() * 1000
                && event.epochMicros() <= CommitAuditor.deadlineMicros(first)
                && event.spans().stream().anyMatch(this::isItsPosition);
    }

    private boolean isItsPosition(OffsetSpan span) {
        return span.partition() == first.partition() && span.first() == first.next();
    }
}
