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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the exact position: random faults at random passings of random points, each of which fires at that passing
 * and at no other; and the same plan gives the same verdict each time.
 */
class FaultPositionIT {
    /** {@code -Dsinkproof.test.plans=200} for the whole promise. */
    private static final int PLANS = Integer.getInteger("sinkproof.test.plans", 6);

    /** {@code -Dsinkproof.test.repeats=50} for the whole promise. */
    private static final int REPEATS = Integer.getInteger("sinkproof.test.repeats", 2);

    private static final long SEED = Long.getLong("sinkproof.test.seed", 20_261_124L);

    /** Disruptive ones and one that is not; each can stand at any point inside workers or on the link. */
    private static final List<String> KINDS = List.of("noop", "worker.kill", "task.hold", "worker.stop");

    private static final Planner.Sizes SMALL = new Planner.Sizes(3_000, 3, 100, 3_000);

    @TempDir
    private static Path out;

    private static SubjectSpec subject;
    private static EmbeddedSuite suite;
    private static CaseResult baseline;

    @BeforeAll
    static void start() throws IOException {
        subject = Subjects.bundled("jdbc-exactly-once");
        suite = new EmbeddedSuite(out, List.of(subject), SMALL);
        baseline = suite.run(subject, SEED, new Baseline().variants(Parameters.NONE))
                .cases()
                .get(0);
        assertThat(baseline.outcome()).as(baseline.sentence()).isEqualTo(Outcome.PASS);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @Test
    void firesAtThatPassingAndAtNoOther() throws IOException {
        Random random = new Random(SEED);
        List<FaultPoint> points = passedInBaseline();
        assertThat(points).hasSizeGreaterThan(10);
        for (int plan = 0; plan < PLANS; plan++) {
            FaultSpec fault = randomFault(random, points);
            CaseResult result = run(SEED + plan, fault);

            String what = "plan " + plan + " of seed " + SEED + ": " + fault + ": " + result.sentence();
            assertThat(result.faults())
                    .as(what)
                    .extracting(FaultOutcome::status)
                    .containsExactly(FaultOutcome.Status.FIRED);
            assertThat(result.outcome()).as(what).isEqualTo(Outcome.PASS);
            Passed.in(suite.runDirectory(subject, SEED + plan, result))
                    .requireExactly(result.faults().get(0));
        }
    }

    @Test
    void theSamePlanGivesTheSameVerdictEachTime() throws IOException {
        FaultSpec fault = new FaultSpec(
                "f",
                "worker.kill",
                new TriggerSpec(FaultPoint.TARGET_ACK, 2, Map.of("durable", "true", "outcome", "ok")),
                Map.of());
        CaseResult first = run(SEED - 1, fault);
        for (int repeat = 2; repeat <= REPEATS; repeat++) {
            CaseResult again = run(SEED - repeat * 1_000L, withSeedOf(first), fault);

            assertThat(again.outcome()).as(again.sentence()).isEqualTo(first.outcome());
            assertThat(again.guarantees()).isEqualTo(first.guarantees());
            assertThat(again.observed().accounted()).isEqualTo(first.observed().accounted());
        }
    }

    private static long withSeedOf(CaseResult first) {
        return first.plan().workload().seed();
    }

    private CaseResult run(long seed, FaultSpec fault) throws IOException {
        return run(seed, seed, fault);
    }

    /** A baseline before each plan would double the time and show nothing new, so the plan is run as the suite's first case. */
    private CaseResult run(long folder, long seed, FaultSpec fault) throws IOException {
        ScenarioSpec scenario =
                new ScenarioSpec("position", "", "A fault at one passing", "It must be exact.", 1, 2, List.of(fault));
        Results results = suite.run(subject, folder, seed, List.of(scenario));
        return results.cases().get(0);
    }

    /** Points that the baseline passes often enough for a random n that every run reaches. */
    private static List<FaultPoint> passedInBaseline() throws IOException {
        Passed passed = Passed.in(suite.runDirectory(subject, SEED, baseline));
        List<FaultPoint> points = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            if (passed.count(point.id()) > 1) {
                points.add(point);
            }
        }
        return points;
    }

    private static FaultSpec randomFault(Random random, List<FaultPoint> points) throws IOException {
        FaultPoint point = points.get(random.nextInt(points.size()));
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        if (kind.equals("worker.kill") && point.onTargetLink()) {
            // Whether a kill at a read is proven by the connection's end is another test's business.
            kind = "noop";
        }
        long passings = Passed.in(suite.runDirectory(subject, SEED, baseline)).count(point.id());
        int n = 1 + random.nextInt((int) Math.max(1, passings / 2));
        FaultSpec fault = new FaultSpec("f", kind, TriggerSpec.at(point).onNth(n), Map.of());
        return kind.equals("task.hold") ? fault.until(TriggerSpec.afterMillis(200)) : fault;
    }

    @Test
    void everyPointThatConnectPassesIsKnownToTheTimeline() throws IOException {
        Passed passed = Passed.in(suite.runDirectory(subject, SEED, baseline));
        assertThat(Arrays.stream(FaultPoint.values()).map(FaultPoint::id).filter(id -> passed.count(id) > 0))
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
