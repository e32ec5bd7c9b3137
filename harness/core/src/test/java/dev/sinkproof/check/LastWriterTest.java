package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.List;
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
}
