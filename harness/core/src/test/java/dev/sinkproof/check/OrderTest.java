package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {
    /** Partitions of 20 records of 5 keys each; record n has key n modulo 5 in no particular order. */
    private static Run claiming(OrderClaim order, int partitions) {
        Run run = Run.of(WriteModel.APPEND, partitions, 20, 5);
        run.guarantee = Guarantee.AT_LEAST_ONCE;
        run.order = order;
        return run;
    }

    /** Writes the records of partition 0 in this order, each in a transaction of its own. */
    private static Run writing(Run run, long... ordinals) {
        for (long ordinal : ordinals) {
            int micros = run.changes == null ? 1 : run.changes.size() + 1;
            run.insert(micros * 1000L, "tx-" + micros, 0, ordinal);
        }
        return run;
    }

    private static Run range(Run run, long first, long end) {
        for (long ordinal = first; ordinal < end; ordinal++) {
            writing(run, ordinal);
        }
        return run;
    }

    @Test
    void a_record_that_appears_after_a_later_one_is_reordered() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(writing(range(run, 0, 7), 8, 7), 9, 20);

        CheckResult check = run.check("order");

        Anomaly reordered = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(reordered.kind()).isEqualTo(AnomalyKind.REORDERED);
        assertThat(reordered.count()).isEqualTo(1);
        assertThat(reordered.offsets().get(0).describe()).isEqualTo("p0: 7");
        assertThat(reordered.explanation())
                .isEqualTo(
                        "record topic-0@7 was written for the first time at 22:13:20.009000 by transaction tx-9,"
                                + " after topic-0@8, which follows it in the log and was written at 22:13:20.008000 by transaction tx-8");
        assertThat(reordered.culprit()).isEqualTo(Culprit.UNDETERMINED);
        assertThat(run.judge().sentence())
                .startsWith("subject does not keep its claim of order per partition under crash: 1 REORDERED: record");
    }

    @Test
    void whoever_was_given_the_record_before_answers_for_it() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(writing(range(run, 0, 7), 8, 7), 9, 20);
        run.event(500, "worker-1", "task.put.enter", "orders-0", Run.span(0, 0, 19));

        assertThat(run.check("order").anomalies().get(0).culprit()).isEqualTo(Culprit.SUBJECT);
    }

    @Test
    void what_is_not_claimed_is_counted_and_shown_and_breaks_nothing() {
        Run run = claiming(OrderClaim.NONE, 1);
        range(writing(range(run, 0, 7), 8, 7), 9, 20);

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("order").anomalies()).hasSize(1);
        assertThat(run.check("order").measures()).containsEntry("reordered", 1L);
        assertThat(run.check("order").summary()).contains("which a contract without order allows");
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.judge().guarantees()).noneMatch(each -> each.decidedBy().contains("REORDERED"));
    }

    @Test
    void order_per_key_is_broken_by_records_of_one_key_only() {
        Run run = claiming(OrderClaim.KEY, 1);
        long next = run.workload.nextOrdinal(0, 7);
        range(run, 0, 7);
        for (long ordinal = 8; ordinal < next; ordinal++) {
            writing(run, ordinal);
        }
        Run otherKeys = claiming(OrderClaim.KEY, 1);
        otherKeys.changes = new java.util.ArrayList<>(run.changes);
        if (next == 8) {
            throw new AssertionError("the seed must leave other keys between");
        }
        range(writing(otherKeys, 7), next, 20);
        assertThat(otherKeys.check("order").outcome()).isEqualTo(Outcome.PASS);
        assertThat(otherKeys.check("order").anomalies()).isEmpty();
        assertThat(otherKeys.check("order").measures())
                .containsEntry("reordered", 1L)
                .containsEntry("reorderedInKey", 0L);

        range(writing(run, next, 7), next + 1, 20);
        assertThat(run.check("order").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(run.check("order").anomalies().get(0).explanation()).contains(" of the same key");
    }

    @Test
    void a_block_that_is_written_again_is_no_reordering() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(range(range(run, 0, 12), 5, 20), 0, 20);

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("order").anomalies()).isEmpty();
        assertThat(run.check("order").measures()).containsEntry("appeared", 20L);
    }

    @Test
    void a_block_that_was_skipped_and_fetched_later_is_one() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(range(range(run, 0, 5), 10, 15), 5, 20);

        assertThat(run.check("order").anomalies().get(0).offsets().get(0).describe())
                .isEqualTo("p0: 5–9");
    }

    @Test
    void partitions_that_take_turns_and_records_that_are_missing_are_in_order() {
        Run run = claiming(OrderClaim.PARTITION, 2);
        for (long ordinal = 19; ordinal >= 0; ordinal -= 2) {
            run.insert((40 - ordinal) * 1000, "one", 0, 19 - ordinal);
            run.insert((40 - ordinal) * 1000 + 1, "two", 1, (19 - ordinal) / 2);
        }

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void the_order_of_changes_counts_and_not_the_time_of_their_transactions() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        run.insert(2000, "later", 0, 0).insert(1000, "earlier", 0, 1);
        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);

        Run together = claiming(OrderClaim.PARTITION, 1);
        together.insert(1000, "one", 0, 0).insert(1000, "one", 0, 1).insert(1000, "one", 0, 2);
        assertThat(together.check("order").outcome()).isEqualTo(Outcome.PASS);

        together.insert(2000, "two", 0, 4).insert(2000, "two", 0, 3);
        together.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") > 4);
        assertThat(together.check("order").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void deleting_and_updating_rows_changes_no_order() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(run, 0, 10);
        run.change(
                20_000, TargetChange.Operation.UPDATE, run.workload.record(0, 3).fields());
        run.change(
                21_000, TargetChange.Operation.DELETE, run.workload.record(0, 4).fields());
        range(run, 4, 20);

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_record_of_unknown_outcome_has_no_place() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (int ordinal = 0; ordinal < 20; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal != 7) {
                recorder.acked(0, ordinal, ordinal);
            }
        }
        Run run = Run.with(claiming(OrderClaim.PARTITION, 1).workload, recorder.toLedger());
        run.order = OrderClaim.PARTITION;
        writing(range(range(run, 0, 7), 8, 20), 7);

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_record_without_a_key_is_in_no_order_per_key() {
        Run run = Run.irregular(
                WriteModel.APPEND, 20, 1, new Irregularity("f", IrregularityKind.NULL_KEY, 0, 7, 1, 1, 0));
        run.order = OrderClaim.KEY;
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(1L));
        range(writing(range(run, 0, 7), 8, 7), 9, 20);

        assertThat(run.check("order").anomalies()).isEmpty();
        run.order = OrderClaim.PARTITION;
        assertThat(run.check("order").anomalies()).hasSize(1);
    }

    @Test
    void a_history_that_is_not_whole_proves_nothing() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(writing(range(run, 0, 7), 8, 7), 10, 20);

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("order").summary()).contains("not whole", "topic-0@9");
        run.order = OrderClaim.NONE;
        assertThat(run.check("order").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void without_a_history_a_claim_is_inconclusive_and_nothing_else_is_concerned() {
        assertThat(claiming(OrderClaim.PARTITION, 1).check("order").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(claiming(OrderClaim.NONE, 1).judge().checks())
                .noneMatch(check -> check.checker().equals("order"));
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteModel.class,
            names = {"UPSERT", "UPSERT_DELETE"})
    void where_keys_are_replaced_last_writer_judges(WriteModel model) {
        Run run = Run.of(model, 1, 20, 5);
        run.order = OrderClaim.PARTITION;
        assertThat(run.check("order").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);

        run.order = OrderClaim.NONE;
        assertThat(run.judge().checks()).noneMatch(check -> check.checker().equals("order"));
    }

    @Property(tries = 300)
    void a_sink_that_crashes_and_reads_again_is_in_order_and_one_swap_is_found(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 18) int swapped) {
        Random random = new Random(seed);
        Run run = claiming(OrderClaim.PARTITION, 1);
        Run spoilt = claiming(OrderClaim.PARTITION, 1);
        long position = 0;
        long highest = -1;
        while (position < 20) {
            writing(run, position);
            if (position > highest && position == swapped) {
                writing(spoilt, swapped + 1, swapped);
            } else {
                writing(spoilt, position);
            }
            highest = Math.max(highest, position);
            position = random.nextInt(6) == 0 ? random.nextInt((int) position + 1) : position + 1;
        }

        assertThat(run.check("order").anomalies()).isEmpty();
        assertThat(spoilt.check("order").anomalies().get(0).offsets().get(0).describe())
                .isEqualTo("p0: " + swapped);
    }

    @Test
    void a_swap_is_found_for_some_seeds_that_stay_the_same() {
        for (int seed = 1; seed <= 18; seed++) {
            a_sink_that_crashes_and_reads_again_is_in_order_and_one_swap_is_found(seed, seed);
        }
    }

    @Test
    void a_record_may_appear_by_an_update() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(run, 0, 7);
        run.change(
                7_500, TargetChange.Operation.UPDATE, run.workload.record(0, 8).fields());
        range(writing(run, 7), 9, 20);

        assertThat(run.check("order").anomalies().get(0).offsets().get(0).describe())
                .isEqualTo("p0: 7");
    }

    @Test
    void rows_of_partitions_and_records_that_there_are_not_have_no_place() {
        Run run = range(claiming(OrderClaim.PARTITION, 1), 0, 20);
        run.insert(30_000, "of another topic", 1, 0).insert(31_000, "of no record", 0, 20);

        assertThat(run.check("order").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("order").measures()).containsEntry("appeared", 20L);
    }

    @Test
    void a_record_that_is_unusual_and_has_a_key_is_in_the_order_of_its_key() {
        Run run =
                Run.irregular(WriteModel.APPEND, 20, 1, new Irregularity("f", IrregularityKind.HEADERS, 0, 7, 1, 1, 0));
        run.order = OrderClaim.KEY;
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(1L));
        range(writing(range(run, 0, 7), 8, 7), 9, 20);

        assertThat(run.check("order").anomalies().get(0).offsets().get(0).describe())
                .isEqualTo("p0: 7");
    }

    @Test
    void what_is_in_order_is_said() {
        assertThat(range(claiming(OrderClaim.PARTITION, 1), 0, 20)
                        .check("order")
                        .summary())
                .isEqualTo("all 20 records appeared in the order of their partition");
        Run run = claiming(OrderClaim.KEY, 1);
        long next = run.workload.nextOrdinal(0, 7);
        range(run, 0, 7);
        for (long ordinal = 8; ordinal < next; ordinal++) {
            writing(run, ordinal);
        }
        assertThat(range(writing(run, 7), next, 20).check("order").summary())
                .isEqualTo("all records of a key appeared in order; 1 appeared after later ones of other keys, which is"
                        + " not claimed");
    }

    @Test
    void whoever_was_given_the_record_only_when_the_later_one_was_there_does_not_answer_for_it() {
        Run run = claiming(OrderClaim.PARTITION, 1);
        range(writing(range(run, 0, 7), 8, 7), 9, 20);
        run.event(8_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 0, 19));

        assertThat(run.check("order").anomalies().get(0).culprit()).isEqualTo(Culprit.UNDETERMINED);
    }
}
