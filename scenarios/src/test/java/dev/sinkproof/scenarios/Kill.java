package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

    /**
     * The passing was of this point, the kill followed, and the task that was being held committed nothing in between. On the
     * link nobody knows which task waits there: it is one that was in put at that moment and did not leave it before the kill. Others
     * may, and may commit what they have written, as a busy machine takes its time to kill.
     */
    void isExactlyAt(String point) {
        assertThat(passing.name()).isEqualTo(point);
        assertThat(killed.epochMicros()).isGreaterThanOrEqualTo(passing.epochMicros());
        Set<String> held = passing.task() == null ? tasksInPutUntilKilled() : Set.of(passing.task());
        assertThat(held).as("tasks in put from the passing to the kill").isNotEmpty();
        assertThat(events)
                .filteredOn(event -> event.epochMicros() > passing.epochMicros()
                        && event.epochMicros() <= killed.epochMicros()
                        && event.name().startsWith("offset.commit.")
                        && held.contains(event.task()))
                .isEmpty();
    }

    private Set<String> tasksInPutUntilKilled() {
        Set<String> inPut = tasksInPut();
        events.stream()
                .filter(event -> event.source().equals(killed.source())
                        && event.epochMicros() > passing.epochMicros()
                        && event.epochMicros() <= killed.epochMicros()
                        && event.name().startsWith("task.put.")
                        && !event.name().equals("task.put.enter"))
                .forEach(event -> inPut.remove(event.task()));
        return inPut;
    }

    private Set<String> tasksInPut() {
        Set<String> inPut = new TreeSet<>();
        events.stream()
                .filter(event -> event.source().equals(killed.source())
                        && event.epochMicros() <= passing.epochMicros()
                        && event.name().startsWith("task.put."))
                .sorted(Comparator.comparingLong(TimelineEvent::epochMicros))
                .forEach(event -> {
                    if (event.name().equals("task.put.enter")) {
                        inPut.add(event.task());
                    } else {
                        inPut.remove(event.task());
                    }
                });
        return inPut;
    }

    private TimelineEvent bySequence(long sequence) {
        return events.stream()
                .filter(event -> event.sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }
}
