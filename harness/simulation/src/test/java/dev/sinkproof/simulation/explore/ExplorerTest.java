package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.sinks.MemorySubject;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many simulators explore makes no difference but in time. */
class ExplorerTest {
    private final List<Coverage> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<Simulator> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Simulator::close);
        Thread.interrupted();
    }

    @Test
    void several_simulators_find_what_one_finds() {
        Explorer.Outcome alone = explorer(flawed(), 1).explore(1, Budget.ofRuns(500));
        Explorer.Outcome together = explorer(flawed(), 3).explore(1, Budget.ofRuns(500));

        Finding expected = alone.finding().orElseThrow();
        assertThat(together.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.found()).isEqualTo(expected.found());
            assertThat(finding.minimal()).isEqualTo(expected.minimal());
            assertThat(finding.kind()).isEqualTo(expected.kind());
            assertThat(finding.run().trace()).isEqualTo(expected.run().trace());
        });
        assertThat(together.coverage()).isEqualTo(alone.coverage());
    }

    @Test
    void several_simulators_try_what_one_tries() {
        List<Coverage> ofOne = progressOf(1);
        List<Coverage> ofThree = progressOf(3);

        assertThat(ofOne).hasSize(40);
        assertThat(ofThree).isEqualTo(ofOne);
    }

    private List<Coverage> progressOf(int simulators) {
        progress.clear();
        explorer(CorrectSinks.EXACTLY_ONCE, simulators).exploreAtRandom(7, Budget.ofRuns(40));
        return List.copyOf(progress);
    }

    @Test
    void who_is_interrupted_gets_what_was_seen_by_then() {
        Explorer explorer =
                new Explorer(simulators(CorrectSinks.APPEND, 3), EnumSet.allOf(AnomalyKind.class), coverage -> {
                    if (coverage.runs() == 5) {
                        Thread.currentThread().interrupt();
                    }
                });

        Explorer.Outcome outcome = explorer.exploreAtRandom(1, Budget.ofRuns(Long.MAX_VALUE));

        assertThat(outcome.finding()).isEmpty();
        assertThat(outcome.coverage().runs()).isBetween(5L, 11L);
        assertThat(outcome.coverage().random()).isEqualTo(outcome.coverage().runs());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("simulating");
    }

    /** Its very first task loses what it is given. */
    @Test
    void what_shows_once_and_never_again_is_undecided() {
        AtomicInteger tasks = new AtomicInteger();
        Subject wavering = MemorySubject.of("wavering", Guarantee.AT_LEAST_ONCE, WriteModel.APPEND, client -> {
            SinkTask correct = ((MemorySubject) CorrectSinks.APPEND).task().apply(client);
            return tasks.incrementAndGet() == 1 ? new DeafTask() : correct;
        });

        Explorer.Outcome outcome = explorer(wavering, 1).exploreAtRandom(1, Budget.ofRuns(20));

        assertThat(outcome.finding()).isEmpty();
        assertThat(outcome.coverage().inconclusive()).isEqualTo(1);
        assertThat(outcome.coverage().runs()).isEqualTo(20);
    }

    /** Takes what it is given for written. */
    private static final class DeafTask extends SinkTask {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> config) {
            // It needs nothing.
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            // Nothing becomes of them.
        }

        @Override
        public void stop() {
            // It has nothing.
        }
    }

    @Test
    void what_fails_in_a_lane_is_told() {
        Subject broken = MemorySubject.of("broken", Guarantee.AT_LEAST_ONCE, WriteModel.APPEND, client -> {
            throw new IllegalStateException("no task");
        });

        for (int lanes = 1; lanes <= 2; lanes++) {
            Explorer explorer = explorer(broken, lanes);
            assertThatThrownBy(() -> explorer.exploreAtRandom(1, Budget.ofRuns(10)))
                    .hasMessage("no task");
        }
    }

    private static Subject flawed() {
        return FlawedSinks.all().stream()
                .map(FlawedSinks.Flawed::subject)
                .filter(subject -> subject.name().equals("m26-batch-buffered-twice"))
                .findFirst()
                .orElseThrow();
    }

    private Explorer explorer(Subject subject, int simulators) {
        return new Explorer(simulators(subject, simulators), EnumSet.allOf(AnomalyKind.class), progress::add);
    }

    private List<Simulator> simulators(Subject subject, int count) {
        List<Simulator> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(new Simulator(subject));
        }
        opened.addAll(made);
        return made;
    }
}
