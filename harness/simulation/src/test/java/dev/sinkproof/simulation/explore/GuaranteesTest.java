package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.simulation.Schedules;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * One property for each guarantee: whatever is done to it, a correct sink keeps what it claims. jqwik shrinks a schedule that shows
 * otherwise and tells its seed; {@code sinkproof explore --sink … --schedule …} runs it again.
 */
class GuaranteesTest {
    private static final int TRIES = 60;

    private static final Oracle ORACLE = new Oracle();
    private static final Simulator AT_LEAST_ONCE = new Simulator(CorrectSinks.APPEND);
    private static final Simulator BUFFERED = new Simulator(CorrectSinks.BUFFERED_APPEND);
    private static final Simulator IDEMPOTENT = new Simulator(CorrectSinks.GUARDED_UPSERT);
    private static final Simulator EXACTLY_ONCE = new Simulator(CorrectSinks.EXACTLY_ONCE);

    @Provide
    Arbitrary<Schedule> schedules() {
        return Schedules.any();
    }

    @AfterContainer
    static void close() {
        AT_LEAST_ONCE.close();
        BUFFERED.close();
        IDEMPOTENT.close();
        EXACTLY_ONCE.close();
    }

    @Property(tries = TRIES)
    void at_least_once_loses_nothing(@ForAll("schedules") Schedule schedule) {
        keeps(AT_LEAST_ONCE, schedule);
    }

    @Property(tries = TRIES)
    void at_least_once_with_a_buffer_loses_nothing(@ForAll("schedules") Schedule schedule) {
        keeps(BUFFERED, schedule);
    }

    @Property(tries = TRIES)
    void upserts_guarded_by_the_offset_end_at_the_last_word(@ForAll("schedules") Schedule schedule) {
        keeps(IDEMPOTENT, schedule);
    }

    @Property(tries = TRIES)
    void offsets_in_the_transaction_make_it_exactly_once(@ForAll("schedules") Schedule schedule) {
        keeps(EXACTLY_ONCE, schedule);
    }

    private static void keeps(Simulator simulator, Schedule schedule) {
        SimulatedRun run = simulator.run(schedule);
        Oracle.Verdict verdict = ORACLE.judge(run);
        Subject subject = simulator.subject();
        assertThat(verdict.violations())
                .as(() -> verdict.judgement().sentence() + "\nrun it again: sinkproof explore --sink " + subject.name()
                        + " --schedule '" + schedule + "'")
                .isEmpty();
        assertThat(verdict.inconclusive())
                .as(() -> verdict.judgement().sentence())
                .isFalse();
    }
}
