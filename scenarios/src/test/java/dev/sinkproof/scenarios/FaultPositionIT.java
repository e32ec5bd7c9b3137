package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.run.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the exact position: random faults at random passings of random points, each of which fires at that passing
 * and at no other; and the same plan gives the same verdict each time.
 */
@Tag("slow")
class FaultPositionIT {
    /** {@code -Dsinkproof.test.plans=200} for the whole promise. */
    private static final int PLANS = Integer.getInteger("sinkproof.test.plans", 3);

    /** Together with the number of plans, to run one again: they are drawn in turn from the seed and the passings of the baseline. */
    private static final int FIRST_PLAN = Integer.getInteger("sinkproof.test.plans.first", 0);

    /** {@code -Dsinkproof.test.repeats=50} for the whole promise. */
    private static final int REPEATS = Integer.getInteger("sinkproof.test.repeats", 2);

    private static final long SEED = Long.getLong("sinkproof.test.seed", 20_261_124L);

    /** Disruptive ones and one that is not; each can stand at any point inside workers or on the link. */
    private static final List<String> KINDS = List.of("noop", "worker.kill", "task.hold", "worker.stop");

    /** Passed when a task ends, which in an undisturbed run is after its end. */
    private static final Set<FaultPoint> AT_THE_END =
            EnumSet.of(FaultPoint.TASK_CLOSE, FaultPoint.TASK_STOP, FaultPoint.REBALANCE_REVOKED);

    /** Makes tasks end. */
    private static final FaultSpec END = new FaultSpec(
            "end", "worker.stop", TriggerSpec.at(FaultPoint.TASK_PUT_EXIT).onNth(3), Map.of());

    private static final int OFTEN = 12;

    private static final Planner.Sizes SMALL = new Planner.Sizes(3_000, 3, 100, 3_000);

    @TempDir
    private static Path out;

    private static SubjectSpec subject;
    private static EmbeddedSuite suite;
    private static Passed baseline;

    @BeforeAll
    static void start() throws IOException {
        subject = Subjects.bundled("jdbc-exactly-once");
        suite = new EmbeddedSuite(out, List.of(subject), SMALL);
        CaseResult undisturbed = suite.run(subject, SEED, new Baseline().variants(Parameters.NONE))
                .cases()
                .get(0);
        assertThat(undisturbed.outcome()).as(undisturbed.sentence()).isEqualTo(Outcome.PASS);
        baseline = Passed.in(suite.runDirectory(subject, SEED, undisturbed));
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    /** A test for each plan, so that one that fails hides none of the others. */
    @TestFactory
    Stream<DynamicTest> firesAtThatPassingAndAtNoOther() {
        Random random = new Random(SEED);
        List<FaultPoint> points = passedInBaseline();
        assertThat(points).hasSizeGreaterThan(10);
        List<List<FaultSpec>> drawn =
                Stream.generate(() -> randomFaults(random, points)).limit(PLANS).toList();
        return IntStream.range(FIRST_PLAN, PLANS).mapToObj(plan -> {
            String name = "plan " + plan + " of seed " + SEED + ": " + told(drawn.get(plan));
            return DynamicTest.dynamicTest(name, () -> firesExactly(name, SEED + plan, drawn.get(plan)));
        });
    }

    private void firesExactly(String name, long seed, List<FaultSpec> faults) throws IOException {
        CaseResult result = run(seed, faults);

        Passed passed = Passed.in(suite.runDirectory(subject, seed, result));
        String what = name + ": " + result.sentence() + passed.told();
        assertThat(result.faults())
                .as(what)
                .hasSameSizeAs(faults)
                .extracting(FaultOutcome::status)
                .containsOnly(FaultOutcome.Status.FIRED);
        result.faults().forEach(passed::requireExactly);
        assertThat(result.outcome()).as(what).isEqualTo(Outcome.PASS);
    }

    private static String told(List<FaultSpec> faults) {
        return faults.stream()
                .map(fault -> fault.kind() + " at the " + fault.trigger().describe())
                .collect(Collectors.joining(", "));
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> theSamePlanGivesTheSameVerdictEachTime() throws IOException {
        FaultSpec fault = new FaultSpec(
                "f",
                "worker.kill",
                new TriggerSpec(FaultPoint.TARGET_ACK, 2, Map.of("durable", "true", "outcome", "ok")),
                Map.of());
        CaseResult first = run(SEED - 1, List.of(fault));
        assertThat(first.outcome()).as(first.sentence()).isEqualTo(Outcome.PASS);
        return IntStream.rangeClosed(2, REPEATS)
                .mapToObj(repeat -> DynamicTest.dynamicTest("time " + repeat, () -> {
                    CaseResult again = run(SEED - repeat * 1_000L, withSeedOf(first), List.of(fault));

                    assertThat(again.outcome()).as(again.sentence()).isEqualTo(first.outcome());
                    assertThat(again.guarantees()).isEqualTo(first.guarantees());
                    assertThat(again.observed().accounted())
                            .isEqualTo(first.observed().accounted());
                }));
    }

    private static long withSeedOf(CaseResult first) {
        return first.plan().workload().seed();
    }

    private CaseResult run(long seed, List<FaultSpec> faults) throws IOException {
        return run(seed, seed, faults);
    }

    /** A baseline before each plan would double the time and show nothing new, so the plan is run as the suite's first case. */
    private CaseResult run(long folder, long seed, List<FaultSpec> faults) throws IOException {
        ScenarioSpec scenario =
                new ScenarioSpec("position", "", "A fault at one passing", "It must be exact.", 1, 2, faults);
        Results results = suite.run(subject, folder, seed, List.of(scenario));
        return results.cases().get(0);
    }

    /** Points that every run passes: by itself, or because a worker is stopped. */
    private static List<FaultPoint> passedInBaseline() {
        return Arrays.stream(FaultPoint.values())
                .filter(point -> AT_THE_END.contains(point) || baseline.countAtWork(point) > 1)
                .toList();
    }

    private static List<FaultSpec> randomFaults(Random random, List<FaultPoint> points) {
        FaultPoint point = points.get(random.nextInt(points.size()));
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        if (AT_THE_END.contains(point) && !kind.equals("task.hold")) {
            // The worker ends already; what a second end of it does is not a question of position.
            kind = "noop";
        }
        if (kind.equals("worker.kill") && point.onTargetLink()) {
            // Whether a kill at a read is proven by the connection's end is another test's business.
            kind = "noop";
        }
        int n = 1 + random.nextInt(surePassings(point));
        FaultSpec fault = new FaultSpec("f", kind, TriggerSpec.at(point).onNth(n), Map.of());
        if (kind.equals("task.hold")) {
            fault = fault.until(TriggerSpec.afterMillis(200));
        }
        return AT_THE_END.contains(point) ? List.of(END, fault) : List.of(fault);
    }

    /** A run may go on faster than the baseline, with fewer commits and fewer, larger batches. */
    private static int surePassings(FaultPoint point) {
        long inBaseline = baseline.countAtWork(point);
        return (int) Math.max(1, inBaseline / (inBaseline < OFTEN ? 3 : 2));
    }

    @Test
    void everyPointThatConnectPassesIsKnownToTheTimeline() {
        assertThat(Arrays.stream(FaultPoint.values()).map(FaultPoint::id).filter(id -> baseline.count(id) > 0))
                .contains(
                        "task.start",
                        "task.open",
                        "task.put.enter",
                        "task.put.exit",
                        "task.preCommit.enter",
                        "task.preCommit.exit",
                        "task.close",
                        "task.stop",
                        "poll.return",
                        "deliver",
                        "offset.commit.request",
                        "offset.commit.ack",
                        "rebalance.assigned",
                        "rebalance.revoked",
                        "target.connect",
                        "target.request",
                        "target.ack");
    }
}
