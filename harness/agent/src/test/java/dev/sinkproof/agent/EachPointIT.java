package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.RealTaskRounds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault point on Connect's real runner of sink tasks: what it reports, that it holds, and what each throwable does there.
 * All points are armed all the time. The first and the last round let everything go on; each round between throws once, where a
 * point is first passed. All rounds run on one thread, so a throw that upset the agent's counts would show in the rounds after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class EachPointIT {
    private static final List<String> KINDS = List.of("retriable", "fatal", "error");
    private static final Map<String, String> CLASSES = Map.of(
            "retriable", "org.apache.kafka.connect.errors.RetriableException",
            "fatal", "org.apache.kafka.connect.errors.ConnectException",
            "error", "dev.sinkproof.agent.InjectedError");
    private static final Pattern LINE = Pattern.compile("ROUND (\\S+) \\| (.*) \\| \\[(.*)] \\| (.*)");

    /** How often the harness hears from the agent, and nothing from the task, before a held thread counts as held. */
    private static final int ROUND_TRIPS = 3;

    private static final String OPENED = "start, seek orders-0@0, seek orders-1@0, open [orders-0, orders-1], ";
    private static final String ENDED = "preCommit, close [orders-0, orders-1], stop";
    private static final String REWOUND = "put 6, preCommit, seek orders-0@3, put 2, ";
    private static final String TAKEN_AND_STOPPED =
            "preCommit, close [orders-0], close [orders-1], preCommit, close [orders-0], stop";
    private static final String UNDISTURBED = OPENED + REWOUND + TAKEN_AND_STOPPED;

    /**
     * What the subject is called with, and where Connect seeks to, when a throw at the point fails the task. The method that
     * throws on entry is not among the calls; what Connect calls to end the task is.
     */
    private static final Map<Point, String> FAILING = Map.ofEntries(
            Map.entry(Point.TASK_START, "stop"),
            Map.entry(Point.REBALANCE_ASSIGNED, "start, stop"),
            // Connect knows the partitions already, and closes what was never opened.
            Map.entry(Point.TASK_OPEN, "start, seek orders-0@0, seek orders-1@0, " + ENDED),
            Map.entry(Point.POLL_RETURN, OPENED + ENDED),
            Map.entry(Point.CONVERT, OPENED + ENDED),
            Map.entry(Point.DELIVER, OPENED + ENDED),
            Map.entry(Point.OFFSET_COMMIT_REQUEST, OPENED + "put 6, preCommit, " + ENDED),
            Map.entry(Point.OFFSET_COMMIT_ACK, OPENED + "put 6, preCommit, " + ENDED),
            Map.entry(Point.REWIND, OPENED + "put 6, preCommit, " + ENDED),
            Map.entry(Point.DLQ_SEND, OPENED + REWOUND + ENDED),
            Map.entry(Point.REBALANCE_REVOKED, OPENED + REWOUND + ENDED),
            Map.entry(Point.TASK_CLOSE, OPENED + REWOUND + "preCommit, " + ENDED),
            Map.entry(Point.REBALANCE_LOST, OPENED + REWOUND + "preCommit, close [orders-0], " + ENDED));

    private final Map<String, String> tasks = tasks();
    private final Map<String, List<Frame>> passings = new HashMap<>();
    private final Map<String, Result> results = new HashMap<>();

    /** What became of a task. */
    private record Result(String end, String calls, String network) {}

    /** Which task runs which round, such as {@code task.open fatal}; in order. */
    private static Map<String, String> tasks() {
        List<String> rounds = new ArrayList<>(List.of("first undisturbed"));
        for (Point point : Point.values()) {
            KINDS.forEach(kind -> rounds.add(point.id() + " " + kind));
        }
        rounds.add("last undisturbed");
        Map<String, String> tasks = new LinkedHashMap<>();
        rounds.forEach(round -> tasks.put(round, "orders-" + tasks.size()));
        return tasks;
    }

    @BeforeAll
    void play() throws Exception {
        Map<String, String> rounds = new HashMap<>();
        tasks.forEach((round, task) -> rounds.put(task, round));
        try (FakeHarness harness = FakeHarness.reading(allPoints());
                Fork fork = Fork.start(harness.agentArguments(), RealTaskRounds.class, "" + rounds.size())) {
            Frame frame;
            do {
                frame = harness.frame("the next passing");
                assertThat(frame.kind()).as(frame.text()).isNotEqualTo(Wire.PROBLEM);
                if (frame.kind() == Wire.PASSING) {
                    answer(harness, frame, rounds.get(frame.task()));
                }
            } while (!isLast(frame));
            assertThat(fork.await()).as(fork.output()).isZero();
            fork.output().lines().forEach(this::read);
        }
    }

    private static String[] allPoints() {
        return Arrays.stream(Point.values()).map(Point::id).toArray(String[]::new);
    }

    private boolean isLast(Frame frame) {
        return frame.isPassing("task.stop") && frame.task().equals(tasks.get("last undisturbed"));
    }

    private void answer(FakeHarness harness, Frame frame, String round) throws Exception {
        List<Frame> before = passings.computeIfAbsent(frame.task(), absent -> new ArrayList<>());
        boolean isFirst = before.stream().noneMatch(earlier -> earlier.isPassing(frame.text()));
        before.add(frame);
        if (round.equals("first undisturbed")) {
            requireHeld(harness, frame);
        }
        if (isFirst && round.startsWith(frame.text() + " ")) {
            harness.throwing(frame, round.substring(frame.text().length() + 1), "planned");
        } else {
            harness.go(frame);
        }
    }

    /** The agent answers, and nothing passes. */
    private static void requireHeld(FakeHarness harness, Frame held) throws Exception {
        for (int i = 1; i <= ROUND_TRIPS; i++) {
            harness.arm(i, allPoints());
            int request = i;
            List<Frame> seen =
                    harness.until("confirmation", frame -> frame.kind() == Wire.ARMED && frame.number() == request);
            assertThat(seen)
                    .as("while the task was held at " + held.brief())
                    .noneMatch(frame -> frame.kind() == Wire.PASSING);
        }
    }

    private void read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            results.put(matcher.group(1), new Result(matcher.group(2), matcher.group(3), matcher.group(4)));
        }
    }

    private Result result(String round) {
        return results.get(tasks.get(round));
    }

    private List<Frame> passings(String round) {
        return passings.get(tasks.get(round));
    }

    /** Without those of empty batches, which pass only where points are armed. */
    private List<String> briefs(String round) {
        return passings(round).stream()
                .filter(frame -> !"0".equals(frame.attributes().get("records")))
                .map(Frame::brief)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first undisturbed", "last undisturbed"})
    void reportsEachPointWithItsOffsets(String round) {
        assertThat(briefs(round))
                .containsExactly(
                        "task.start",
                        "rebalance.assigned orders-0@-1 orders-1@-1",
                        "task.open orders-0@-1 orders-1@-1",
                        "poll.return orders-0[0..4] orders-1[0..0]",
                        "convert orders-0[0..4] orders-1[0..0]",
                        "deliver orders-0[0..4] orders-1[0..0]",
                        "task.put.enter orders-0[0..4] orders-1[0..0]",
                        "task.put.exit orders-0[0..4] orders-1[0..0]",
                        "task.preCommit.enter orders-0@5 orders-1@1",
                        "task.preCommit.exit orders-0@5 orders-1@1",
                        "offset.commit.request orders-0@5 orders-1@1",
                        "offset.commit.ack orders-0@5 orders-1@1",
                        "rewind orders-0@3",
                        "poll.return orders-0[3..4]",
                        "convert orders-0[3..4]",
                        "deliver orders-0[3..4]",
                        "task.put.enter orders-0[3..4]",
                        "task.put.exit orders-0[3..4]",
                        "poll.return orders-0[5..5]",
                        "convert orders-0[5..5]",
                        "dlq.send orders-0[5..5]",
                        "dlq.ack orders-0[5..5]",
                        "rebalance.revoked orders-0@-1",
                        "task.preCommit.enter orders-0@6",
                        "task.preCommit.exit orders-0@6",
                        "task.close orders-0@-1",
                        "offset.commit.request orders-0@6",
                        "offset.commit.ack orders-0@6",
                        "rebalance.lost orders-1@-1",
                        "task.close orders-1@-1",
                        "task.preCommit.enter orders-0@6",
                        "task.preCommit.exit orders-0@6",
                        "task.close orders-0@-1",
                        "task.stop");
        assertThat(result(round)).isEqualTo(new Result("STOPPED", UNDISTURBED, ""));
    }

    @Test
    void holdsAtEachPoint() {
        assertThat(passings("first undisturbed")).extracting(Frame::number).doesNotContain(Wire.UNHELD);
        assertThat(passings("first undisturbed"))
                .extracting(Frame::text)
                .containsOnlyOnce("task.start", "task.stop")
                .contains(allPoints());
    }

    @Test
    void tellsOfADeadLetterWhatHappenedToIt() {
        List<Frame> letters = passings("first undisturbed").stream()
                .filter(frame -> frame.text().startsWith("dlq."))
                .toList();

        assertThat(letters)
                .allSatisfy(letter -> assertThat(letter.attributes())
                        .containsEntry("stage", "VALUE_CONVERTER")
                        .containsEntry("exception", "org.apache.kafka.connect.errors.DataException"));
        assertThat(letters.get(1).attributes()).containsEntry("error", "none").containsEntry("parked", "parked-0@17");
    }

    static Stream<String> failing() {
        return FAILING.keySet().stream()
                .map(Point::id)
                .flatMap(id -> KINDS.stream().map(kind -> id + " " + kind));
    }

    @ParameterizedTest
    @MethodSource
    void failing(String round) {
        String point = round.substring(0, round.indexOf(' '));
        boolean isError = round.endsWith(" error");
        String calls = FAILING.get(Point.setOf(List.of(point)).iterator().next());

        assertThat(result(round))
                .isEqualTo(new Result(failed(round), isError ? calls + ", thrown out of the runner" : calls, ""));
    }

    private static String failed(String round) {
        return "FAILED " + thrown(round);
    }

    private static String thrown(String round) {
        return CLASSES.get(round.substring(round.indexOf(' ') + 1)) + ": sinkproof fault: planned";
    }

    /** Delivered once more without another poll; the subject saw the batch twice only if it had returned from put. */
    @ParameterizedTest
    @ValueSource(strings = {"task.put.enter", "task.put.exit"})
    void deliversTheSameBatchAgainAfterARetriableExceptionOfPut(String point) {
        String round = point + " retriable";

        assertThat(briefs(round).subList(5, 11))
                .containsExactly(
                        "deliver orders-0[0..4] orders-1[0..0]",
                        "task.put.enter orders-0[0..4] orders-1[0..0]",
                        "task.put.exit orders-0[0..4] orders-1[0..0]",
                        "deliver orders-0[0..4] orders-1[0..0]",
                        "task.put.enter orders-0[0..4] orders-1[0..0]",
                        "task.put.exit orders-0[0..4] orders-1[0..0]");
        String once = point.equals("task.put.exit") ? "put 6, " : "";
        assertThat(result(round)).isEqualTo(new Result("STOPPED", OPENED + once + REWOUND + TAKEN_AND_STOPPED, ""));
    }

    /** Connect wraps what put throws, errors too; the batch is not in the offsets that it still asks for, closes and commits. */
    @ParameterizedTest
    @ValueSource(
            strings = {"task.put.enter fatal", "task.put.enter error", "task.put.exit fatal", "task.put.exit error"})
    void failsTheTaskAndCommitsNothingOfTheBatchAfterAnotherExceptionOfPut(String round) {
        String once = round.startsWith("task.put.exit") ? "put 6, " : "";

        assertThat(result(round)).isEqualTo(new Result(failed(round), OPENED + once + ENDED, ""));
        assertThat(briefs(round))
                .endsWith(
                        "task.preCommit.enter orders-0@0 orders-1@0",
                        "task.preCommit.exit orders-0@0 orders-1@0",
                        "task.close orders-0@-1 orders-1@-1",
                        "task.stop");
    }

    /** Whatever is thrown: back to the last committed offsets, and on. */
    @ParameterizedTest
    @EnumSource(names = {"TASK_PRE_COMMIT_ENTER", "TASK_PRE_COMMIT_EXIT"})
    void deliversAgainFromTheLastCommittedOffsetsAfterAnExceptionOfPreCommit(Point point) {
        String asked = point == Point.TASK_PRE_COMMIT_EXIT ? "preCommit, " : "";
        String calls = OPENED + "put 6, " + asked + "seek orders-0@0, seek orders-1@0, put 6, seek orders-0@3, put 2, ";

        for (String kind : KINDS) {
            assertThat(result(point.id() + " " + kind)).isEqualTo(new Result("STOPPED", calls + TAKEN_AND_STOPPED, ""));
        }
    }

    @Test
    void endsATaskAllTheSameAfterAnExceptionOfStop() {
        String calls = UNDISTURBED.replace(", stop", "");

        for (String kind : KINDS) {
            assertThat(result("task.stop " + kind)).isEqualTo(new Result("STOPPED", calls, ""));
        }
    }

    /** The producer logs a callback's exception; the letter is parked all the same, and the task goes on. */
    @Test
    void throwsAtAnAcknowledgementOnTheProducersThreadOnly() {
        for (String kind : KINDS) {
            String round = "dlq.ack " + kind;
            assertThat(result(round))
                    .isEqualTo(new Result("STOPPED", UNDISTURBED, "[callback threw " + thrown(round) + "]"));
        }
    }

    @Test
    void marksWhatItHasInjectedAndNothingElse() {
        tasks.keySet()
                .forEach(round -> assertThat(passings(round))
                        .filteredOn(frame -> frame.attributes().containsKey("injected"))
                        .extracting(Frame::text)
                        .as(round)
                        .isEqualTo(marked(round)));
        assertThat(passings("task.put.enter fatal"))
                .filteredOn(frame -> frame.attributes().containsKey("injected"))
                .singleElement()
                .satisfies(frame -> assertThat(frame.attributes())
                        .containsEntry("injected", "true")
                        .containsEntry("error", thrown("task.put.enter fatal")));
    }

    /** What is thrown on entry is seen to leave; what is thrown on leaving was not yet thrown when that was reported. */
    private static List<String> marked(String round) {
        return switch (round.substring(0, round.indexOf(' '))) {
            case "task.put.enter" -> List.of("task.put.exit");
            case "task.preCommit.enter" -> List.of("task.preCommit.exit");
            default -> List.of();
        };
    }
}
