package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LastWriterTest {
    private static long lastWord(Run run, boolean tombstone) {
        for (int key = 0; key < run.workload.keys(); key++) {
            long last = run.workload.lastOrdinalOfKey(0, key, run.ledger.count(0));
            if (run.workload.tombstone(0, last) == tombstone) {
                return last;
            }
        }
        throw new IllegalStateException("the workload has no such key");
    }

    @Test
    void an_older_version_is_stale_and_not_lost() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        long last = lastWord(run, false);
        long older = run.workload.previousOrdinal(0, last);
        run.replace(row -> Run.of(row, 0, last), row -> run.row(0, older));

        Anomaly stale = run.check("last-writer").anomalies().get(0);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.STALE);
        assertThat(stale.offsets().get(0).ranges().get(0).first()).isEqualTo(last);
        assertThat(stale.explanation())
                .isEqualTo("key " + run.workload.record(0, last).keyId() + " holds version "
                        + run.workload.version(older) + " (topic-0@" + older
                        + "), but the source log's last word is topic-0@" + last);
        assertThat(run.check("last-writer").measures()).isEqualTo(Map.of("keys", 10L, "stale", 1L, "resurrected", 0L));
        assertThat(Run.of(WriteModel.UPSERT, 3, 50, 10).check("last-writer").measures())
                .containsEntry("keys", 30L);
        assertThat(run.judge().observed().stale()).isEqualTo(1);
        assertThat(run.judge().observed().accounted()).isEqualTo(49);
    }

    @Test
    void a_row_that_should_be_deleted_is_resurrected() {
        Run run = Run.of(WriteModel.UPSERT_DELETE, 1, 200, 20);
        long tombstone = lastWord(run, true);
        long older = run.workload.previousOrdinal(0, tombstone);
        while (run.workload.tombstone(0, older)) {
            older = run.workload.previousOrdinal(0, older);
        }
        run.rows.add(run.row(0, older));

        Anomaly resurrected = run.check("last-writer").anomalies().get(0);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.RESURRECTED);
        assertThat(resurrected.offsets().get(0).ranges().get(0).first()).isEqualTo(tombstone);
        assertThat(resurrected.explanation())
                .contains("topic-0@" + older)
                .contains("topic-0@" + tombstone + ", deletes it");
    }

    @Test
    void an_older_version_beside_the_newest_is_stale_once() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        long last = lastWord(run, false);
        run.rows.add(run.row(0, run.workload.previousOrdinal(0, last)));
        run.rows.add(0, run.row(0, run.workload.previousOrdinal(0, run.workload.previousOrdinal(0, last))));

        CheckResult check = run.check("last-writer");

        assertThat(check.anomalies()).hasSize(1);
        assertThat(check.anomalies().get(0).count()).isEqualTo(1);
        assertThat(check.anomalies().get(0).explanation()).contains("an older version in a row of its own");
        assertThat(run.judge().observed().accounted()).isEqualTo(50);
    }

    @Test
    void rows_deleted_by_tombstones_and_superseded_versions_are_as_they_should_be() {
        assertThat(Run.of(WriteModel.UPSERT_DELETE, 3, 400, 30).anomalies()).isEmpty();
    }

    @Test
    void does_not_apply_to_append() {
        assertThat(Run.of(WriteModel.APPEND, 1, 50, 10).check("last-writer").outcome())
                .isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void all_versions_in_one_append_table_under_an_upsert_contract_are_stale_rows() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        run.rows.clear();
        for (long ordinal = 0; ordinal < 50; ordinal++) {
            run.rows.add(run.row(0, ordinal));
        }

        assertThat(run.anomalies()).isEqualTo(List.of(AnomalyKind.STALE));
        assertThat(run.judge().observed().stale()).isEqualTo(10);
    }

    /** One key with ten versions, of which these are deletes; the target holds these versions, each in a row of its own. */
    private static Run oneKey(List<Integer> deletes, long... held) {
        Irregularity[] tombstones = deletes.stream()
                .map(ordinal -> new Irregularity("t", IrregularityKind.TOMBSTONE, 0, ordinal, 1, 1, 0))
                .toArray(Irregularity[]::new);
        Run run = Run.irregular(WriteModel.UPSERT_DELETE, 10, 1, tombstones);
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(0L));
        for (long ordinal : held) {
            run.rows.add(run.row(0, ordinal));
        }
        return run;
    }

    private static String found(Run run) {
        return run.judge().anomalies().stream()
                .map(anomaly -> anomaly.kind()
                        + anomaly.offsets().stream()
                                .map(offsets -> " " + offsets.describe())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void two_old_versions_beside_each_other_are_one_stale_key() {
        assertThat(found(oneKey(List.of(), 4, 7))).isEqualTo("STALE p0: 9");
        assertThat(found(oneKey(List.of(), 7, 4))).isEqualTo("STALE p0: 9");
        assertThat(found(oneKey(List.of(), 0, 7))).isEqualTo("STALE p0: 9");
    }

    @Test
    void two_rows_of_a_key_that_the_last_word_deletes_are_one_resurrected_key() {
        assertThat(found(oneKey(List.of(9), 4, 7))).isEqualTo("RESURRECTED p0: 9");
        assertThat(found(oneKey(List.of(9), 0))).isEqualTo("RESURRECTED p0: 9");
        assertThat(found(oneKey(List.of(9)))).isEmpty();
    }

    @Test
    void the_first_record_of_a_key_in_the_target_is_a_row_like_any_other() {
        assertThat(found(oneKey(List.of(), 0))).isEqualTo("STALE p0: 9");
        assertThat(found(oneKey(List.of(), 0, 9))).isEqualTo("STALE p0: 9");
        assertThat(oneKey(List.of(), 0, 9).judge().observed().duplicated()).isZero();
        assertThat(oneKey(List.of(), 9, 0, 0).judge().observed().duplicated()).isEqualTo(1);
    }

    /** The subject stands still, with so many records of partition 0 committed. */
    private static Run stuckAt(long committed, Run run) {
        run.commits.clear();
        run.commit(1, 0, committed).commit(1, 1, 10);
        run.recovery =
                new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 10 - committed), Map.of());
        return run;
    }

    private static long accounted(Run run) {
        return run.judge().observed().accounted() - 10;
    }

    @Test
    void above_the_commit_a_key_is_delivered_when_its_newest_record_is_in_effect() {
        assertThat(accounted(stuckAt(5, oneKey(List.of(), 9)))).isEqualTo(10);
        assertThat(accounted(stuckAt(5, oneKey(List.of(), 8)))).isEqualTo(9);
        assertThat(accounted(stuckAt(5, oneKey(List.of(7), 9))))
                .as("a delete in between was in effect and is no more")
                .isEqualTo(10);
        assertThat(accounted(stuckAt(5, oneKey(List.of(9))))).isEqualTo(10);
        assertThat(accounted(stuckAt(5, oneKey(List.of(9), 8)))).isEqualTo(9);
        assertThat(accounted(stuckAt(5, oneKey(List.of(9), 0)))).isEqualTo(8);
        assertThat(accounted(stuckAt(0, oneKey(List.of())))).isEqualTo(9);
        assertThat(accounted(stuckAt(10, oneKey(List.of(), 9)))).isEqualTo(10);
    }

    @Test
    void at_the_commit_itself_nothing_is_demanded_yet_and_right_below_it_all_is() {
        assertThat(found(stuckAt(5, oneKey(List.of(), 4)))).isEqualTo("STUCK p0: 5–9");
        assertThat(found(stuckAt(6, oneKey(List.of(), 4)))).isEqualTo("STALE p0: 5, STUCK p0: 6–9");
        assertThat(found(stuckAt(0, oneKey(List.of())))).isEqualTo("STUCK p0: 0–9");
        assertThat(found(stuckAt(1, oneKey(List.of())))).isEqualTo("LOST p0: 0, STUCK p0: 1–9");
        assertThat(found(stuckAt(1, oneKey(List.of(1)))))
                .as("a delete that is not committed may be why it is absent")
                .isEqualTo("STUCK p0: 1–9");
    }

    /** Of records 8 and 9 nobody knows whether the log holds them. */
    private static Run withoutAnswers(Run run) {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 2);
        for (int partition = 0; partition < 2; partition++) {
            for (long ordinal = 0; ordinal < 10; ordinal++) {
                recorder.attempt(partition, ordinal);
                if (partition == 1 || ordinal < 8) {
                    recorder.acked(partition, ordinal, ordinal);
                }
            }
            recorder.logEnd(partition, 10);
        }
        run.ledger = recorder.toLedger();
        return run;
    }

    @Test
    void what_nobody_knows_of_may_have_come_after_the_last_word() {
        assertThat(found(withoutAnswers(oneKey(List.of(), 7)))).isEmpty();
        assertThat(found(withoutAnswers(oneKey(List.of(), 9)))).isEmpty();
        assertThat(found(withoutAnswers(oneKey(List.of(8))))).isEmpty();
        assertThat(found(withoutAnswers(oneKey(List.of())))).isEqualTo("LOST p0: 7");
        assertThat(accounted(stuckAt(5, withoutAnswers(oneKey(List.of(8))))))
                .as("its newest known record may have been deleted")
                .isEqualTo(8);
        assertThat(accounted(stuckAt(5, withoutAnswers(oneKey(List.of(7), 9)))))
                .as("its delete may have been overtaken")
                .isEqualTo(8);
        assertThat(accounted(stuckAt(0, withoutAnswers(oneKey(List.of(8), 0)))))
                .as("an old version stands, so that nothing deleted it")
                .isEqualTo(7);
        assertThat(accounted(stuckAt(0, withoutAnswers(oneKey(List.of(8), 7))))).isEqualTo(8);
    }
}
