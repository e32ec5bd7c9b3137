package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UniquenessTest {
    private static Run twice(Guarantee guarantee) {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.guarantee = guarantee;
        run.rows.add(run.row(0, 17));
        run.rows.add(run.row(0, 18));
        run.rows.add(run.row(0, 18));
        return run;
    }

    @Test
    void a_second_row_is_a_duplicate_on_its_offset() {
        CheckResult check = twice(Guarantee.EFFECTIVELY_ONCE).check("uniqueness");

        Anomaly duplicated = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(duplicated.count()).isEqualTo(2);
        assertThat(duplicated.offsets().get(0).describe()).isEqualTo("p0: 17–18");
        assertThat(check.measures()).containsEntry("surplus", 3L);
    }

    @Test
    void copies_are_counted() {
        for (int copies = 2; copies <= 4; copies++) {
            Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
            for (int more = 1; more < copies; more++) {
                run.rows.add(run.row(0, 18));
            }

            assertThat(run.check("uniqueness").anomalies().get(0).explanation())
                    .startsWith("record topic-0@18 is in the target " + copies + " times");
        }
    }

    @Test
    void at_least_once_allows_it_and_it_is_shown() {
        Run run = twice(Guarantee.AT_LEAST_ONCE);

        assertThat(run.check("uniqueness").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("uniqueness").anomalies()).hasSize(1);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.judge().sentence())
                .isEqualTo("subject held at-least-once under crash: 50 of 50 acknowledged records are accounted for,"
                        + " 2 delivered more than once, which the contract allows");
    }

    @Test
    void the_story_shows_both_writes_and_what_lay_between() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.rows.add(run.row(0, 17));
        run.insert(100_000, "712", 0, 17).insert(900_000, "733", 0, 17);
        run.commits.clear();
        run.commit(950, 0, 50);
        run.event(90_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 10, 19));
        run.event(200_000, "worker-1", EventNames.WORKER_KILLED, null);
        run.event(800_000, "worker-2", "task.put.enter", "orders-0", Run.span(0, 10, 19));

        Anomaly duplicated = run.check("uniqueness").anomalies().get(0);

        assertThat(duplicated.explanation())
                .isEqualTo("record topic-0@17 is in the target 2 times: written at 22:13:20.100000 by transaction 712,"
                        + " worker-1 was killed at 22:13:20.200000 before its offset was committed,"
                        + " and written again at 22:13:20.900000 by transaction 733");
        assertThat(duplicated.story().subList(1, 7))
                .containsExactly(
                        "22:13:20.090000 handed to put on worker-1, task orders-0",
                        "22:13:20.100000 written to orders by transaction 712 (INSERT)",
                        "22:13:20.200000 worker-1 was killed",
                        "22:13:20.800000 handed to put on worker-2, task orders-0",
                        "22:13:20.900000 written to orders by transaction 733 (INSERT)",
                        "22:13:20.950 offset 50 was committed: past it");
    }

    @Test
    void a_record_that_was_put_and_upserted_again_is_no_duplicate() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        long last = run.workload.lastOrdinalOfKey(0, 3, 50);
        for (long ordinal = 0; ordinal < 50; ordinal++) {
            run.insert(ordinal, "1", 0, ordinal);
        }
        run.insert(100_000, "2", 0, last);

        assertThat(run.anomalies()).isEmpty();
    }

    @Test
    void an_upsert_table_with_two_equal_rows_has_a_duplicate() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        run.rows.add(run.row(0, run.workload.lastOrdinalOfKey(0, 3, 50)));

        assertThat(run.check("uniqueness").anomalies().get(0).count()).isEqualTo(1);
        assertThat(run.check("last-writer").anomalies()).isEmpty();
    }

    @Test
    void where_the_log_may_hold_a_record_twice_nothing_is_proven() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (long ordinal = 0; ordinal < 50; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal != 20) {
                recorder.acked(0, ordinal, ordinal);
            }
        }
        Run run = Run.with(Run.of(WriteModel.APPEND, 1, 50, 10).workload, recorder.toLedger());
        run.rows.add(run.row(0, 17));

        CheckResult check = run.check("uniqueness");
        assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.anomalies()).isEmpty();
        assertThat(check.summary()).contains("the source log may hold them twice");
        assertThat(run.judge().observed().duplicated()).isZero();

        run.guarantee = Guarantee.AT_LEAST_ONCE;
        assertThat(run.check("uniqueness").outcome()).isEqualTo(Outcome.PASS);
    }

    /** Partition 0 was read again from its record 5 up to its record 9, by order. */
    private static Run replayed(ReplayPolicy policy) {
        Run run = Run.of(WriteModel.APPEND, 2, 50, 10);
        run.replay = policy;
        run.events.add(new TimelineEvent(
                1,
                Run.START_MICROS,
                "connect",
                EventNames.OFFSETS_RESET,
                null,
                List.of(new OffsetSpan(Run.TOPIC, 0, 5, 9, 5)),
                Map.of("fault", "r")));
        for (long ordinal = 5; ordinal <= 9; ordinal++) {
            run.rows.add(run.row(0, ordinal));
        }
        return run;
    }

    @Test
    void what_is_written_again_by_order_is_no_anomaly_where_the_contract_says_so() {
        CheckResult check = replayed(ReplayPolicy.WRITES_AGAIN).check("uniqueness");

        assertThat(check.anomalies()).isEmpty();
        assertThat(check.measures()).containsEntry("orderedAgain", 5L).containsEntry("duplicated", 5L);
        assertThat(replayed(ReplayPolicy.UNSTATED).check("uniqueness").anomalies())
                .hasSize(1);
    }

    @Test
    void an_order_explains_one_row_more_of_the_records_that_it_names_and_nothing_else() {
        Run thrice = replayed(ReplayPolicy.WRITES_AGAIN);
        thrice.rows.add(thrice.row(0, 7));
        assertThat(thrice.check("uniqueness")
                        .anomalies()
                        .get(0)
                        .offsets()
                        .get(0)
                        .describe())
                .isEqualTo("p0: 7");

        Run beside = replayed(ReplayPolicy.WRITES_AGAIN);
        beside.rows.add(beside.row(0, 10));
        beside.rows.add(beside.row(1, 6));
        assertThat(beside.check("uniqueness").anomalies().get(0).count()).isEqualTo(2);
    }

    private static PartitionFindings thrice(int records) {
        Run run = Run.of(WriteModel.APPEND, 1, records, 10);
        PartitionFindings found = new PartitionFindings(new AppendTally(run.workload, run.ledger, records, 0));
        for (long ordinal = 0; ordinal < records; ordinal++) {
            for (int row = 0; row < 3; row++) {
                found.add(ordinal, false);
            }
        }
        return found;
    }

    @Test
    void of_how_many_records_the_copies_are_counted_has_a_limit_and_that_is_said() {
        int max = PartitionFindings.COPIES_KEPT_MAX;
        PartitionFindings fits = thrice(max);
        assertThat(fits.copiesCut()).isFalse();
        assertThat(fits.copies(max - 1)).isEqualTo(3);

        fits.add(5, false);
        assertThat(fits.copies(5)).isEqualTo(4);
        assertThat(fits.copiesCut()).isFalse();

        PartitionFindings tooMany = thrice(max + 1);
        assertThat(tooMany.copiesCut()).isTrue();
        assertThat(tooMany.copies(max)).as("at least").isEqualTo(2);
        assertThat(tooMany.surplus()).isEqualTo(2L * (max + 1));
    }

    @Test
    void what_was_found_is_counted() {
        assertThat(Run.of(WriteModel.APPEND, 1, 50, 10).check("uniqueness").summary())
                .isEqualTo("no record has more than one row");
        assertThat(twice(Guarantee.EFFECTIVELY_ONCE).check("uniqueness").measures())
                .isEqualTo(Map.of(
                        "duplicated", 2L,
                        "surplus", 3L,
                        "unproven", 0L,
                        "copiesNotCounted", 0L,
                        "orderedAgain", 0L,
                        "rows", 53L,
                        "acknowledged", 50L));
    }

    @Test
    void a_reset_orders_the_records_that_it_names_and_those_at_its_ends() {
        Run run = replayed(ReplayPolicy.WRITES_AGAIN);
        run.rows.add(run.row(0, 4));
        assertThat(run.check("uniqueness").anomalies().get(0).offsets().get(0).describe())
                .isEqualTo("p0: 4");

        Run other = Run.of(WriteModel.APPEND, 1, 50, 10);
        other.replay = ReplayPolicy.WRITES_AGAIN;
        other.rows.add(other.row(0, 7));
        other.event(1, "connect", EventNames.OFFSETS_RESET, null, new OffsetSpan("other", 0, 5, 9, 5));
        other.event(2, "connect", EventNames.PHASE, null, Run.span(0, 5, 9));
        assertThat(other.check("uniqueness").anomalies()).hasSize(1);
        assertThat(replayed(ReplayPolicy.WRITES_AGAIN).check("uniqueness").summary())
                .startsWith("5 records have a row more");
    }
}
