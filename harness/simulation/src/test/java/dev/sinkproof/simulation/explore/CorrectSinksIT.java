package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Correct sinks raise no alarm. Together these are more than 20,000 random schedules with {@code -Pfull}. */
@Tag("slow")
class CorrectSinksIT {
    private static final long SEED = Long.getLong("sinkproof.test.seed", 20_261_130L);
    private static final int RUNS = 500;
    private static final int RUNS_FULL = 5_100;

    static List<Subject> correct() {
        return CorrectSinks.all();
    }

    @ParameterizedTest
    @MethodSource("correct")
    void none_is_blamed_on_some_schedules(Subject subject) {
        requireInnocent(subject, RUNS);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("correct")
    void none_is_blamed_on_thousands_of_schedules(Subject subject) {
        requireInnocent(subject, RUNS_FULL);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("correct")
    void none_is_blamed_for_any_single_fault(Subject subject) {
        try (Simulator simulator = new Simulator(subject)) {
            Explorer.Outcome outcome = explorer(simulator).sweepSingles(Topology.DEFAULT);

            assertThat(outcome.finding()).as(outcome.coverage().describe()).isEmpty();
            assertThat(outcome.coverage().singles())
                    .isEqualTo(outcome.coverage().singlesTotal());
        }
    }

    private static void requireInnocent(Subject subject, int runs) {
        try (Simulator simulator = new Simulator(subject)) {
            Explorer.Outcome outcome = explorer(simulator).exploreAtRandom(SEED, Budget.ofRuns(runs));

            assertThat(outcome.finding()).as(outcome.coverage().describe()).isEmpty();
            assertThat(outcome.coverage().runs()).isEqualTo(runs);
            assertThat(outcome.coverage().inconclusive()).isZero();
        }
    }

    private static Explorer explorer(Simulator simulator) {
        return new Explorer(simulator, EnumSet.allOf(AnomalyKind.class), coverage -> {});
    }
}
