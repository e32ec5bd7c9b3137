package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The moment of a kill, as the timeline of a run has it. */
final class Kill {
    private final List<TimelineEvent> events = new ArrayList<>();
    private final TimelineEvent passing;
    private final TimelineEvent killed;

    Kill(Path runDirectory, FaultOutcome fault) throws IOException {
        TimelineFile.read(runDirectory.resolve("timeline.jsonl")).forEach(events::add);
        TimelineEvent fired = bySequence(fault.event());
        this.passing = bySequence(Long.parseLong(fired.attributes().get("passing")));
        this.killed = events.stream()
                .filter(event -> event.name().equals(EventNames.WORKER_KILLED) && event.sequence() > fired.sequence())
                .findFirst()
                .orElseThrow();
    }

    /** The passing was of this point, the kill followed, and the worker committed no offset in between. */
    void isExactlyAt(String point) {
        assertThat(passing.name()).isEqualTo(point);
        assertThat(killed.epochMicros()).isGreaterThanOrEqualTo(passing.epochMicros());
        assertThat(events)
                .filteredOn(event -> event.sequence() > passing.sequence() && event.sequence() < killed.sequence())
                .filteredOn(event -> event.source().equals(killed.source()))
                .extracting(TimelineEvent::name)
                .doesNotContain("offset.commit.ack");
    }

    /** Every passing of that point before the kill's own was let by: how many there were, itself included. */
    long passings(String point, String worker) {
        return events.stream()
                .filter(event -> event.name().equals(point) && event.sequence() <= passing.sequence())
                .filter(event -> worker.isEmpty() || event.source().endsWith(worker))
                .count();
    }

    private TimelineEvent bySequence(long sequence) {
        return events.stream()
                .filter(event -> event.sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }
}
