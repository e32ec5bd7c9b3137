package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExercisedTest {
    private static Run planned(FaultOutcome... outcomes) {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.planned = List.of(Run.KILL);
        run.faults = List.of(outcomes);
        return run;
    }

    private static FaultOutcome outcome(FaultOutcome.Status status) {
        return new FaultOutcome(Run.KILL, status, "saw 2 passings of target.ack", 0, 0, 0);
    }

    @Test
    void a_fault_that_fired_is_fine() {
        assertThat(planned(outcome(FaultOutcome.Status.FIRED)).judge().outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_fault_that_never_fired_cannot_pass_and_the_message_shows_ways_out() {
        Run run = planned(outcome(FaultOutcome.Status.NOT_FIRED));

        CheckResult check = run.check("exercised");

        assertThat(run.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.summary())
                .contains("fault kill-1 (worker.kill at the 3rd target.ack) never fired: saw 2 passings of target.ack")
                .contains("raise the number of records");
    }

    @Test
    void a_fault_that_could_not_be_done_or_has_no_outcome_cannot_pass() {
        assertThat(planned(outcome(FaultOutcome.Status.COULD_NOT_BE_DONE))
                        .judge()
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(planned().judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void a_proven_loss_stays_a_failure_though_the_fault_never_fired() {
        Run run = planned(outcome(FaultOutcome.Status.NOT_FIRED)).remove(0, 3);

        assertThat(run.judge().outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void zero_records_cannot_pass() {
        Run run = Run.of(WriteModel.APPEND, 1, 0, 10);

        assertThat(run.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("exercised").summary()).contains("acknowledged no record");
    }

    @Test
    void a_production_that_was_cut_short_cannot_pass() {
        Run run = Run.with(
                Run.of(WriteModel.APPEND, 1, 50, 10).workload,
                dev.sinkproof.ledger.Ledger.contiguous(Run.TOPIC, 1, 49));

        assertThat(run.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("exercised").summary()).contains("only 49 of 50 planned records");
    }

    @Test
    void a_target_that_was_not_read_or_still_changed_cannot_pass() {
        Run unread = Run.of(WriteModel.APPEND, 1, 50, 10);
        unread.rows = null;
        assertThat(unread.check("exercised").outcome()).isEqualTo(Outcome.INCONCLUSIVE);

        Run changing = Run.of(WriteModel.APPEND, 1, 50, 10);
        changing.recovery = new RecoveryFacts(Run.START_MICROS, Run.START_MICROS, false, 1, Map.of(), Map.of());
        assertThat(changing.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void what_could_not_be_observed_cannot_have_been_exercised() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.fact(1, "harness", EventNames.PHASE, Map.of("phase", "safety"));
        assertThat(run.check("exercised").outcome()).isEqualTo(Outcome.PASS);

        run.fact(2, "worker-1", EventNames.OBSERVATION_PROBLEM, Map.of("problem", "no agent"));
        assertThat(run.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("exercised").summary()).isEqualTo("not everything could be observed: worker-1: no agent");
    }

    @Test
    void faults_that_were_planned_and_that_fired_are_counted() {
        assertThat(planned(outcome(FaultOutcome.Status.NOT_FIRED))
                        .check("exercised")
                        .measures())
                .isEqualTo(Map.of("planned", 50L, "acknowledged", 50L, "faultsPlanned", 1L, "faultsFired", 0L));
        assertThat(planned(outcome(FaultOutcome.Status.FIRED))
                        .check("exercised")
                        .measures())
                .containsEntry("faultsFired", 1L);
    }

    @Test
    void of_two_outcomes_of_a_fault_the_last_counts() {
        assertThat(planned(outcome(FaultOutcome.Status.NOT_FIRED), outcome(FaultOutcome.Status.FIRED))
                        .check("exercised")
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(planned(outcome(FaultOutcome.Status.FIRED), outcome(FaultOutcome.Status.NOT_FIRED))
                        .check("exercised")
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void why_a_fault_that_follows_another_did_not_fire_is_another_question() {
        FaultSpec second = new FaultSpec("restart-1", "worker.restart", TriggerSpec.then("kill-1"), Map.of());
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.planned = List.of(second);
        run.faults = List.of(new FaultOutcome(second, FaultOutcome.Status.NOT_FIRED, "saw nothing", 0, 0, 0));

        assertThat(run.check("exercised").summary()).contains("Either what it follows never came");
        assertThat(planned(outcome(FaultOutcome.Status.NOT_FIRED))
                        .check("exercised")
                        .summary())
                .contains("Either the run has too few passings of target.ack");
    }

    @Test
    void why_the_target_says_nothing_is_told() {
        Run ended = Run.of(WriteModel.APPEND, 1, 50, 10);
        ended.recovery = null;
        assertThat(ended.check("exercised").summary()).contains("did not reach its liveness phase");

        Run changing = Run.of(WriteModel.APPEND, 1, 50, 10);
        changing.recovery = new RecoveryFacts(Run.START_MICROS, Run.START_MICROS, false, 1, Map.of(), Map.of());
        assertThat(changing.check("exercised").summary()).contains("was still changing when it was read");
    }
}
