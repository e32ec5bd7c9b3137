package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static Run withRow(Map<String, Object> overrides) {
        Run run = Run.of(WriteModel.APPEND, 2, 50, 10);
        Map<String, Object> fields = new LinkedHashMap<>(run.row(0, 0).fields());
        fields.putAll(overrides);
        run.rows.add(new dev.sinkproof.evidence.TargetRow(Run.TABLE, fields));
        return run;
    }

    @Test
    void rows_of_no_record_are_phantoms() {
        Map<String, Object> nullIdentity = new LinkedHashMap<>();
        nullIdentity.put("src_partition", null);
        nullIdentity.put("src_ordinal", null);

        requirePhantom(withRow(nullIdentity), "name no record");
        requirePhantom(withRow(Map.of("src_ordinal", 50L)), "never produced");
        requirePhantom(withRow(Map.of("src_partition", 2L)), "which the source topic does not have");
        requirePhantom(withRow(Map.of("src_ordinal", "garbage")), "name no record");
    }

    private static void requirePhantom(Run run, String reason) {
        CheckResult check = run.check("provenance");
        Anomaly phantom = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(run.anomalies()).containsExactly(AnomalyKind.PHANTOM);
        assertThat(phantom.count()).isEqualTo(1);
        assertThat(phantom.explanation()).contains(reason).contains("c_int64=");
    }

    @Test
    void a_rejected_record_is_a_phantom_and_an_unknown_one_is_recovered() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (long ordinal = 0; ordinal < 5; ordinal++) {
            recorder.attempt(0, ordinal);
        }
        recorder.acked(0, 0, 0);
        recorder.rejected(0, 1);
        recorder.acked(0, 2, 1);
        recorder.acked(0, 3, 2);
        Run run = Run.with(Run.of(WriteModel.APPEND, 1, 5, 3).workload, recorder.toLedger());

        run.rows.add(run.row(0, 4));
        assertThat(run.anomalies()).isEmpty();
        assertThat(run.check("completeness").measures()).containsEntry("recovered", 1L);

        run.rows.add(run.row(0, 1));
        requirePhantom(run, "which Kafka rejected");
    }

    @Test
    void a_row_with_the_identity_of_a_tombstone_is_a_phantom() {
        Run run = Run.of(WriteModel.UPSERT_DELETE, 1, 100, 10);
        long tombstone = 0;
        while (!run.workload.tombstone(0, tombstone)) {
            tombstone++;
        }
        run.rows.add(Run.with(run.row(0, run.workload.lastOrdinalOfKey(0, 1, 100)), "src_ordinal", tombstone));
        run.rows.set(run.rows.size() - 1, Run.with(run.rows.get(0), "src_ordinal", tombstone));

        assertThat(run.check("provenance").anomalies().get(0).explanation()).contains("which is a tombstone");
    }

    @Test
    void the_first_phantoms_are_shown_and_all_are_counted() {
        for (int phantoms : new int[] {Reconciler.EXAMPLES_MAX, Reconciler.EXAMPLES_MAX + 1}) {
            Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
            for (int i = 0; i < phantoms; i++) {
                run.rows.add(Run.with(run.row(0, 0), "src_ordinal", 50L + i));
            }
            CheckResult check = run.check("provenance");

            assertThat(check.anomalies().get(0).story()).hasSize(Reconciler.EXAMPLES_MAX);
            assertThat(check.measures()).isEqualTo(Map.of("rows", 50L + phantoms, "phantom", (long) phantoms));
        }
        assertThat(Run.of(WriteModel.APPEND, 1, 50, 10).check("provenance").summary())
                .isEqualTo("all 50 rows came from the source log");
    }

    @Test
    void the_first_tables_without_an_identity_are_named() {
        Run run = Run.of(WriteModel.APPEND, 1, 6, 6);
        run.rows.replaceAll(row -> new dev.sinkproof.evidence.TargetRow(
                "table-" + row.fields().get("src_ordinal"),
                Run.without(row, "src_ordinal").fields()));

        assertThat(run.check("provenance").summary())
                .contains("6 rows have no columns")
                .contains("in table-0, table-1, table-2, table-3, table-4. Either");
    }
}
