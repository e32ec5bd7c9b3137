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

    /** The first event with any of these names. */
    TimelineEvent first(String... names) {
        return events.stream()
                .filter(event -> List.of(names).contains(event.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("none of " + List.of(names) + " in the timeline"));
    }

    /** What happened after the one and before the other, by their clocks. */
    List<TimelineEvent> between(TimelineEvent from, TimelineEvent to) {
        return events.stream()
                .filter(event -> event.epochMicros() > from.epochMicros() && event.epochMicros() < to.epochMicros())
                .toList();
    }

    /** The passing at which a fault fired first. */
    TimelineEvent passingOf(String fault) {
        long passing = Long.parseLong(
                ofFault(EventNames.FAULT_FIRED, fault).attributes().get("passing"));
        return events.stream()
                .filter(event -> event.sequence() == passing)
                .findFirst()
                .orElseThrow();
    }

    /** When a fault was healed. */
    TimelineEvent healing(String fault) {
        return ofFault(EventNames.FAULT_HEALED, fault);
    }

    private TimelineEvent ofFault(String name, String fault) {
        return named(name).stream()
                .filter(event -> fault.equals(event.attributes().get("fault")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + fault + " in the timeline"));
    }

    /**
     * What followed a passing on the thread that passed there: the task's; the producer's at the acknowledgement of a dead letter, whose
     * other acknowledgements wait with it; on the link all of that connection, whose requests and answers take turns.
     */
    List<TimelineEvent> ofTheSameThread(TimelineEvent passing) {
        return events.stream()
                .filter(event -> event.sequence() > passing.sequence() && isOfTheSameThread(event, passing))
                .toList();
    }

    private static boolean isOfTheSameThread(TimelineEvent event, TimelineEvent passing) {
        if (!event.source().equals(passing.source())
                || FaultPoint.byId(event.name()).isEmpty()) {
            return false;
        }
        String connection = passing.attributes().get("connection");
        return connection != null
                ? connection.equals(event.attributes().get("connection"))
                : passing.task().equals(event.task()) && isDlqAck(event) == isDlqAck(passing);
    }

    private static boolean isDlqAck(TimelineEvent event) {
        return event.name().equals(FaultPoint.DLQ_ACK.id());
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
