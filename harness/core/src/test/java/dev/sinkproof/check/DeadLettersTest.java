package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {
    private static final String ID = "dead-letter";

    /** Fifty records in each of two partitions, with poison at 17 of partition 1, and a queue. */
    private static Run parking(IrregularityKind kind) {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, new Irregularity("f", kind, 1, 17, 1, 1, 0));
        run.guarantee = Guarantee.AT_LEAST_ONCE;
        run.poisonPolicy = PoisonPolicy.DEAD_LETTER_QUEUE;
        run.queue = "dlq";
        run.deadLetters = new java.util.ArrayList<>();
        return run;
    }

    @Test
    void poison_that_was_committed_past_and_is_not_parked_is_missing() {
        Run run = parking(IrregularityKind.POISON_VALUE);

        CheckResult check = run.check(ID);

        Anomaly missing = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(missing.story()).last().isEqualTo("read back: not in dlq");
        assertThat(missing.kind()).isEqualTo(AnomalyKind.DLQ_MISSING);
        assertThat(missing.offsets().get(0).describe()).isEqualTo("p1: 17");
        assertThat(missing.explanation())
                .isEqualTo("record topic-1@17, of which no row can come (data.poison), was committed past at"
                        + " 22:13:20.900 and is not in dlq");
        assertThat(missing.culprit()).isEqualTo(Culprit.UNDETERMINED);
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING);
    }

    @Test
    void whoever_was_given_the_record_answers_for_it() {
        Run run = parking(IrregularityKind.WRONG_TYPE);
        run.event(500, "worker-1", "task.put.enter", "orders-0", Run.span(1, 0, 49));

        assertThat(run.check(ID).anomalies().get(0).culprit()).isEqualTo(Culprit.SUBJECT);
    }

    @Test
    void a_policy_is_broken_whatever_the_guarantee() {
        Run run = parking(IrregularityKind.POISON_VALUE);
        run.guarantee = Guarantee.AT_MOST_ONCE;

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(run.judge().sentence())
                .startsWith(
                        "subject does not keep its claim of poison policy dead-letter-queue under crash: 1 DLQ_MISSING");
    }

    @Test
    void a_queue_that_the_contract_does_not_speak_of_leaves_the_verdict_to_completeness() {
        Run run = parking(IrregularityKind.POISON_VALUE);
        run.poisonPolicy = PoisonPolicy.FAIL;

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check(ID).anomalies()).hasSize(1);
        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.FAIL);

        run.poisonPolicy = PoisonPolicy.SKIP;
        assertThat(run.anomalies()).isEmpty();
    }

    @Test
    void poison_in_the_queue_is_where_it_belongs_and_a_copy_of_it_is_counted() {
        Run run = parking(IrregularityKind.POISON_VALUE).parked(1, 17);
        run.guarantee = Guarantee.EFFECTIVELY_ONCE;
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check(ID).measures()).containsEntry("parked", 1L).containsEntry("parkedAgain", 0L);

        run.parked(1, 17).parked(1, 17);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check(ID).measures()).containsEntry("parked", 1L).containsEntry("parkedAgain", 2L);
        assertThat(run.check(ID).summary()).contains("2 letters are copies");
    }

    @ParameterizedTest
    @CsvSource({
        "TASK_PUT, SUBJECT",
        "VALUE_CONVERTER, CONNECT",
        "TRANSFORMATION, CONNECT",
        "KAFKA_CONSUME, UNDETERMINED",
        ", UNDETERMINED"
    })
    void a_good_record_in_the_queue_is_a_phantom_of_whoever_parked_it(String stage, Culprit culprit) {
        Run run = parking(IrregularityKind.POISON_VALUE)
                .parked(1, 17)
                .parked(0, 30, stage)
                .parked(0, 20, stage);
        run.remove(0, 20).remove(0, 30);

        CheckResult check = run.check(ID);

        Anomaly phantom = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(phantom.kind()).isEqualTo(AnomalyKind.DLQ_PHANTOM);
        assertThat(phantom.count()).isEqualTo(2);
        assertThat(phantom.offsets().get(0).describe()).isEqualTo("p0: 20, 30");
        assertThat(phantom.culprit()).isEqualTo(culprit);
        assertThat(phantom.explanation())
                .startsWith("record topic-0@20 is like those that were written, and was parked")
                .contains("after example.UnreadableException: cannot be read")
                .endsWith("it is not in the target");
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.DLQ_PHANTOM);
    }

    @Test
    void a_record_that_was_parked_and_written_is_a_hazard() {
        Run run = parking(IrregularityKind.POISON_VALUE).parked(1, 17).parked(0, 20, "TASK_PUT");

        assertThat(run.anomalies()).containsExactly(AnomalyKind.DLQ_PHANTOM);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.check(ID).anomalies().get(0).explanation()).endsWith("it is in the target too");
    }

    @Test
    void an_unusual_record_is_no_phantom_and_letters_of_other_topics_and_offsets_are_none() {
        Run run = parking(IrregularityKind.OVERSIZE)
                .parked(1, 17, "TASK_PUT")
                .parked(0, 5_000)
                .parked(7, 1);
        run.deadLetters.add(new DeadLetter("other", 0, 3, "TASK_PUT", "", ""));
        run.remove(1, 17);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST);
        assertThat(run.check(ID).measures())
                .containsEntry("unusual", 1L)
                .containsEntry("ofNoRecord", 2L)
                .containsEntry("letters", 3L);
    }

    @Test
    void a_tombstone_that_holds_nothing_may_be_parked_or_left_out() {
        assertThat(parking(IrregularityKind.TOMBSTONE).parked(1, 17).anomalies())
                .isEmpty();
        assertThat(parking(IrregularityKind.TOMBSTONE).anomalies()).isEmpty();
    }

    @Test
    void poison_above_the_committed_offset_may_still_be_parked() {
        Run run = parking(IrregularityKind.POISON_VALUE);
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(1L)
                && (Long) row.fields().get("src_ordinal") >= 17);
        run.commits.removeIf(commit -> commit.partition() == 1);
        run.commit(900, 1, 17);
        run.recovery = new RecoveryFacts(
                Run.START_MICROS, 0, true, 60_000, Map.of("topic-1", 33L), Map.of("orders-0", "cannot be read"));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.STUCK);
    }

    @Test
    void a_queue_that_was_not_read_or_does_not_say_what_it_holds_proves_nothing() {
        Run run = parking(IrregularityKind.POISON_VALUE);
        run.deadLetters = null;
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.INCONCLUSIVE);

        run.deadLetters = List.of(new DeadLetter(null, -1, -1, null, null, null));
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check(ID).summary()).contains("context.headers.enable");
    }

    @Test
    void a_target_that_was_still_changing_leaves_it_open() {
        Run run = parking(IrregularityKind.POISON_VALUE);
        run.recovery = null;

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void without_a_queue_there_is_nothing_to_say() {
        assertThat(Run.of(WriteModel.APPEND, 1, 10, 5).judge().checks())
                .noneMatch(check -> check.checker().equals(ID));
    }

    @Test
    void only_what_keeps_a_record_from_having_a_row_is_given_as_the_reason() {
        Run run = Run.irregular(
                WriteModel.APPEND,
                50,
                10,
                new Irregularity("h", IrregularityKind.HEADERS, 1, 17, 1, 1, 0),
                new Irregularity("f", IrregularityKind.POISON_VALUE, 1, 17, 1, 1, 0));
        run.poisonPolicy = PoisonPolicy.DEAD_LETTER_QUEUE;

        assertThat(run.check(ID).anomalies().get(0).explanation()).contains("can come (data.poison),");
    }

    @Test
    void what_is_in_the_queue_as_it_should_be_is_said() {
        Run run = parking(IrregularityKind.OVERSIZE);
        assertThat(run.check(ID).summary())
                .isEqualTo("no good record is in the queue, and none that had to be parked is missing");

        Run parked = parking(IrregularityKind.POISON_VALUE).parked(1, 17);
        assertThat(parked.check(ID).summary())
                .isEqualTo("all records that had to be parked are in the queue (1), and no good one is");

        Run none = parking(IrregularityKind.POISON_VALUE);
        none.queue = "";
        assertThat(none.check(ID).anomalies().get(0).story()).last().isEqualTo("no dead letter queue is configured");
    }

    @Test
    void while_the_target_still_changes_nothing_is_said_of_what_may_still_come() {
        Run run = parking(IrregularityKind.OVERSIZE);
        run.recovery = null;
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check(ID).summary()).contains("may still have been on their way");

        run.parked(0, 20);
        assertThat(run.check(ID).anomalies()).hasSize(1);
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void a_queue_that_was_not_read_is_not_judged_and_letters_of_partitions_that_there_are_not_are_of_no_record() {
        Run run = parking(IrregularityKind.OVERSIZE).parked(2, 1);
        assertThat(run.check(ID).measures()).containsEntry("ofNoRecord", 1L);

        run.deadLetters = null;
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check(ID).summary()).contains("dlq was not read");
    }

    @Test
    void of_good_records_in_the_queue_the_lowest_is_told_with_its_own_letter() {
        for (long[] order : new long[][] {{0, 20, 30}, {30, 20, 0}, {20, 0, 30}}) {
            Run run = parking(IrregularityKind.OVERSIZE);
            for (long ordinal : order) {
                run.parked(0, ordinal, "at-" + ordinal);
            }

            assertThat(run.check(ID).anomalies().get(0).explanation())
                    .startsWith("record topic-0@0 ")
                    .contains("parked at at-0 ");
        }
    }
}
