package dev.sinkproof.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatorTest {
    static Stream<Arguments> subjectsAndProtocols() {
        return CorrectSinks.all().stream()
                .flatMap(subject -> Stream.of(Protocol.values()).map(protocol -> Arguments.of(subject, protocol)));
    }

    @ParameterizedTest
    @MethodSource("subjectsAndProtocols")
    void a_correct_sink_passes_without_faults(Subject subject, Protocol protocol) {
        try (Simulator simulator = new Simulator(subject)) {
            SimulatedRun run = simulator.run(new Schedule(Topology.DEFAULT.with(protocol), List.of()));
            Judgement judgement = new Judge().judge(run);
            assertThat(judgement.outcome())
                    .as("%s%n%s", judgement.sentence(), run.trace())
                    .isEqualTo(Outcome.PASS);
        }
    }
}
