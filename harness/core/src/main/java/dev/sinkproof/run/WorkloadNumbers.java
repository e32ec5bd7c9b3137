package dev.sinkproof.run;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.workload.SourceTopics;
import java.util.List;
import java.util.OptionalInt;

/**
 * What Kafka and Connect tell of partitions, with the numbers that the workload gives them: those of its second topic come behind those of
 * the first. What is of neither topic stays as it is.
 *
 * <p>Immutable; safe for use by several threads.
 */
final class WorkloadNumbers {
    private final SourceTopics topics;
    private final String workload;

    WorkloadNumbers(SourceTopics topics) {
        this.topics = topics;
        this.workload = topics.names().get(0);
    }

    TimelineEvent of(TimelineEvent event) {
        if (event.spans().stream().noneMatch(span -> isElsewhere(span.topic()))) {
            return event;
        }
        List<OffsetSpan> spans = event.spans().stream().map(this::of).toList();
        return new TimelineEvent(
                event.sequence(),
                event.epochMicros(),
                event.source(),
                event.name(),
                event.task(),
                spans,
                event.attributes());
    }

    private OffsetSpan of(OffsetSpan span) {
        OptionalInt number = topics.number(span.topic(), span.partition());
        return number.isEmpty()
                ? span
                : new OffsetSpan(workload, number.getAsInt(), span.first(), span.last(), span.count());
    }

    OffsetCommit of(OffsetCommit commit) {
        OptionalInt number = topics.number(commit.topic(), commit.partition());
        return number.isEmpty()
                ? commit
                : new OffsetCommit(
                        workload,
                        number.getAsInt(),
                        commit.next(),
                        commit.epochMillis(),
                        commit.logOffset(),
                        commit.incarnation());
    }

    DeadLetter of(DeadLetter letter) {
        OptionalInt number = topics.number(letter.topic(), letter.partition());
        return number.isEmpty()
                ? letter
                : new DeadLetter(
                        workload,
                        number.getAsInt(),
                        letter.offset(),
                        letter.stage(),
                        letter.reason(),
                        letter.exception());
    }

    /** Whether the topic is one of the workload's, but not the one by which it goes. */
    private boolean isElsewhere(String topic) {
        return !topic.equals(workload) && topics.names().contains(topic);
    }
}
