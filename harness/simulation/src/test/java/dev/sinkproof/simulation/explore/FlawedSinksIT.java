package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks.Flawed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exploration that knows nothing of a defect finds it and makes it small. Counted in runs, as a time would depend on what else the
 * machine does: an idle core makes so many in well under a minute.
 */
@Tag("slow")
class FlawedSinksIT {
    private static final int RUNS_MAX = 8_000;
    private static final int FAULTS_MAX = 2;

    static Stream<Flawed> flawed() {
        return FlawedSinks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void is_found_from_a_cold_start_and_made_small(Flawed flawed) {
        try (Simulator simulator = new Simulator(flawed.subject())) {
            Explorer.Outcome outcome =
                    new Explorer(simulator, flawed.shows(), coverage -> {}).explore(1, Budget.ofRuns(RUNS_MAX));

            assertThat(outcome.finding()).as(outcome.coverage().describe()).hasValueSatisfying(finding -> {
                assertThat(flawed.shows()).contains(finding.kind());
                assertThat(finding.minimal().faults())
                        .as(finding.minimal().toString())
                        .hasSizeLessThanOrEqualTo(FAULTS_MAX);
                assertThat(finding.minimal().topology().records())
                        .as(finding.minimal().toString())
                        .isLessThanOrEqualTo(FlawedSinksTest.RECORDS_MAX);
                assertThat(finding.anomaly().explanation()).isNotBlank();
            });
        }
    }
}
