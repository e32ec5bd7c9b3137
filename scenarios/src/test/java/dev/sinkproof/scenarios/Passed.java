package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A run's timeline, and a second count of its passings that shares nothing with the engine's. */
final class Passed {
    private final List<TimelineEvent> events = new ArrayList<>();

    private Passed() {}

    static Passed in(Path runDirectory) throws IOException {
        Passed passed = new Passed();
        TimelineFile.read(runDirectory.resolve("timeline.jsonl")).forEach(passed.events::add);
        return passed;
    }

    /** How often a point was passed. */
    long count(String point) {
        return events.stream().filter(event -> event.name().equals(point)).count();
    }

    /** How often it was passed before the run waited for the subject to be quiet: after that, nothing fires. */
    long countAtWork(FaultPoint point) {
        long quiet = events.stream()
                .filter(event -> event.name().equals(EventNames.PHASE)
                        && "quiescence".equals(event.attributes().get("phase")))
                .mapToLong(TimelineEvent::sequence)
                .findFirst()
                .orElseThrow();
        return events.stream()
                .filter(event -> event.name().equals(point.id()) && event.sequence() < quiet)
                .count();
    }

    /** All but the records, a line each, for the message of a test that failed. */
    String told() {
        return events.stream()
                .filter(event -> !event.name().equals(EventNames.SOURCE_PRODUCED))
                .map(event -> event.epochMicros() / 1000 + " " + event.source() + " " + event.name() + " "
                        + Objects.toString(event.task(), "") + " " + event.attributes())
                .collect(Collectors.joining("\n  ", "\n  ", "\n"));
    }

    List<TimelineEvent> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The fault fired once, at the n-th passing of its point that meets its (plain) conditions, and at no other. */
    void requireExactly(FaultOutcome fault) {
        TriggerSpec trigger = fault.fault().trigger();
        List<TimelineEvent> fired = named(EventNames.FAULT_FIRED).stream()
                .filter(event -> fault.fault().id().equals(event.attributes().get("fault")))
                .toList();
        assertThat(fired).as("%s fires once", trigger.describe()).hasSize(1);
        List<Long> passings = events.stream()
                .filter(event -> event.name().equals(trigger.point().id()) && meets(event, trigger.conditions()))
                .map(TimelineEvent::sequence)
                .toList();
        assertThat(passings).as("passings of %s", trigger.describe()).hasSizeGreaterThanOrEqualTo(trigger.nth());
        assertThat(fired.get(0).attributes().get("passing"))
                .as("%s fires at that passing", trigger.describe())
                .isEqualTo(Long.toString(passings.get(trigger.nth() - 1)));
    }

    private static boolean meets(TimelineEvent event, Map<String, String> conditions) {
        return conditions.entrySet().stream()
                .allMatch(condition ->
                        condition.getValue().equals(event.attributes().get(condition.getKey())));
    }
}
