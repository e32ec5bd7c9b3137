package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Records that can have no row: parked, skipped as agreed, undelivered, or lost. */
class PoisonTest {
    private static Irregularity at(IrregularityKind kind, int partition, long ordinal) {
        return new Irregularity("f", kind, partition, ordinal, 1, 1, 0);
    }

    @ParameterizedTest
    @EnumSource(WriteModel.class)
    void poison_that_is_nowhere_is_lost_on_its_offset(WriteModel model) {
        CheckResult check = Run.irregular(model, 50, 10, at(IrregularityKind.POISON_VALUE, 1, 17))
                .check("completeness");

        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.anomalies()).hasSize(1);
        assertThat(check.anomalies().get(0).kind()).isEqualTo(AnomalyKind.LOST);
        assertThat(check.anomalies().get(0).offsets().get(0).describe()).isEqualTo("p1: 17");
    }

    @ParameterizedTest
    @EnumSource(WriteModel.class)
    void poison_in_the_queue_is_accounted_for(WriteModel model) {
        Run run = Run.irregular(model, 50, 10, at(IrregularityKind.POISON_VALUE, 1, 17))
                .parked(1, 17);

        assertThat(run.anomalies()).isEmpty();
        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("completeness").measures()).containsEntry("parked", 1L);
        assertThat(run.judge().observed().accounted()).isEqualTo(100);
    }

    @Test
    void a_letter_of_another_record_or_topic_does_not_count() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.WRONG_TYPE, 1, 17))
                .parked(0, 17)
                .parked(1, 18);
        run.deadLetters.add(new DeadLetter("other", 1, 17, "", "", ""));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST);
    }

    @Test
    void poison_is_skipped_only_where_the_contract_says_so() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.POISON_KEY, 0, 3));
        run.poisonPolicy = PoisonPolicy.SKIP;
        assertThat(run.anomalies()).isEmpty();

        run.poisonPolicy = PoisonPolicy.DEAD_LETTER_QUEUE;
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING);
    }

    @Test
    void a_queue_that_was_not_read_or_says_nothing_leaves_it_open() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.POISON_VALUE, 0, 3));
        run.queue = "dlq";
        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("completeness").summary()).contains("dlq was not read");

        run.deadLetters = List.of(new DeadLetter(null, -1, -1, null, null, null));
        assertThat(run.check("completeness").summary()).contains("errors.deadletterqueue.context.headers.enable=true");

        run.deadLetters = List.of();
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING);
    }

    @Test
    void what_stands_at_and_behind_poison_that_failed_the_task_is_undelivered() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.POISON_VALUE, 1, 17));
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(1L)
                && (Long) row.fields().get("src_ordinal") >= 17);
        run.commits.removeIf(commit -> commit.partition() == 1);
        run.commit(900, 1, 17);
        run.recovery = new RecoveryFacts(
                Run.START_MICROS, 0, true, 60_000, Map.of("topic-1", 33L), Map.of("orders-0", "cannot be read"));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.STUCK);
        assertThat(run.check("completeness").measures()).containsEntry("undelivered", 33L);
        assertThat(run.judge().observed().accounted()).isEqualTo(67);
    }

    @Test
    void a_row_that_came_of_poison_is_a_phantom() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.POISON_VALUE, 1, 17))
                .parked(1, 17);
        run.rows.add(run.row(1, 17));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.PHANTOM);
        assertThat(run.check("provenance").anomalies().get(0).explanation()).contains("data.poison");
    }

    @Test
    void what_most_targets_refuse_is_accounted_for_where_it_was_written_as_it_is() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.WRONG_TYPE, 1, 17));
        run.poisonPolicy = PoisonPolicy.DEAD_LETTER_QUEUE;
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING);

        run.rows.add(run.row(1, 17));
        assertThat(run.anomalies()).isEmpty();

        run.rows.add(run.row(1, 17));
        assertThat(run.anomalies()).containsExactly(AnomalyKind.DUPLICATED);
    }

    @Test
    void a_row_that_says_something_else_than_what_most_targets_refuse_is_a_phantom() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.WRONG_TYPE, 1, 17))
                .parked(1, 17);
        run.rows.add(Run.with(run.row(1, 17), "c_int64", 0L));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.PHANTOM);
    }

    @Test
    void a_key_keeps_what_it_had_before_its_poison() {
        Run run = Run.irregular(WriteModel.UPSERT, 50, 10, at(IrregularityKind.POISON_VALUE, 0, 45))
                .parked(0, 45);
        assertThat(run.anomalies()).isEmpty();

        long before = run.workload.previousOrdinal(0, 45);
        run.remove(0, before);
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST);
        assertThat(run.check("completeness").anomalies().get(0).offsets().get(0).describe())
                .isEqualTo("p0: " + before);
    }

    @Test
    void a_tombstone_where_nothing_is_deleted_may_be_left_out() {
        assertThat(Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.TOMBSTONE, 0, 3))
                        .anomalies())
                .isEmpty();
    }

    @Test
    void a_planned_tombstone_deletes_its_key() {
        Run run = Run.irregular(WriteModel.UPSERT_DELETE, 50, 10, at(IrregularityKind.TOMBSTONE, 0, 45));
        assertThat(run.anomalies()).isEmpty();

        run.rows.add(run.row(0, run.workload.previousOrdinal(0, 45)));
        assertThat(run.anomalies()).containsExactly(AnomalyKind.RESURRECTED);
    }

    @Test
    void a_new_field_and_every_byte_of_a_large_one_must_be_there() {
        Irregularity field = new Irregularity("f", IrregularityKind.NEW_FIELD, -1, 20, 1, Long.MAX_VALUE, 0);
        Irregularity large = new Irregularity("l", IrregularityKind.OVERSIZE, 0, 30, 1, 1, 100_000);
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, field, large);
        assertThat(run.anomalies()).isEmpty();
        assertThat(run.row(0, 19).fields()).doesNotContainKey("c_new");
        assertThat(run.row(0, 20).fields().get("c_new")).isNotNull();
        byte[] bytes = (byte[]) run.row(0, 30).fields().get("c_bytes");
        assertThat(bytes).hasSize(100_000);

        byte[] cut = java.util.Arrays.copyOf(bytes, 65_535);
        run.replace(row -> Run.of(row, 0, 30), row -> Run.with(row, "c_bytes", cut));
        run.replace(row -> Run.of(row, 1, 25), row -> Run.without(row, "c_new"));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.CORRUPTED);
        assertThat(run.check("fidelity").anomalies().get(0).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(WriteModel.class)
    void a_record_without_a_required_field_may_be_written_or_parked_but_not_vanish(WriteModel model) {
        Run written = Run.irregular(model, 50, 50, at(IrregularityKind.MISSING_FIELD, 1, 17));
        assertThat(written.anomalies()).isEmpty();

        Run parked = Run.irregular(model, 50, 50, at(IrregularityKind.MISSING_FIELD, 1, 17))
                .remove(1, 17)
                .parked(1, 17);
        assertThat(parked.anomalies()).isEmpty();

        Run nowhere = Run.irregular(model, 50, 50, at(IrregularityKind.MISSING_FIELD, 1, 17))
                .remove(1, 17);
        assertThat(nowhere.anomalies()).containsExactly(AnomalyKind.LOST);
    }

    @Test
    void a_value_that_somebody_made_up_for_a_missing_field_is_corrupted() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 50, at(IrregularityKind.MISSING_FIELD, 1, 17))
                .replace(row -> Run.of(row, 1, 17), row -> Run.with(row, "c_int64", 0L));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.CORRUPTED);
    }

    @Test
    void where_nothing_has_to_be_parked_a_queue_that_was_not_read_leaves_nothing_open() {
        Run run = Run.irregular(WriteModel.APPEND, 50, 10, at(IrregularityKind.POISON_VALUE, 0, 3));
        run.queue = "dlq";
        run.poisonPolicy = PoisonPolicy.SKIP;

        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.PASS);
    }
}
