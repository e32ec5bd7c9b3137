package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final int RECORDS = 2_000;

    private static Workload workload(long seed, int keys, int tombstonePercent, WriteModel model) {
        return new Workload(new WorkloadSpec(seed, 3, RECORDS, keys, tombstonePercent, 0), "topic", model);
    }

    @Test
    void the_same_seed_gives_the_same_records_whatever_the_topic_is_called() {
        WorkloadSpec spec = new WorkloadSpec(42, 3, RECORDS, 100, 20, 0);

        assertThat(new Workload(spec, "run-1", WriteModel.UPSERT_DELETE).value(2, 777))
                .isEqualTo(new Workload(spec, "run-2", WriteModel.UPSERT_DELETE).value(2, 777));
    }

    @Test
    void another_seed_gives_other_records_and_another_order_of_keys() {
        Workload one = workload(1, 100, 0, WriteModel.APPEND);
        Workload other = workload(2, 100, 0, WriteModel.APPEND);

        assertThat(one.value(0, 5)).isNotEqualTo(other.value(0, 5));
        assertThat(keys(one)).isNotEqualTo(keys(other));
    }

    private static List<Integer> keys(Workload workload) {
        List<Integer> keys = new ArrayList<>();
        for (long ordinal = 0; ordinal < 100; ordinal++) {
            keys.add(workload.keyOf(0, ordinal));
        }
        return keys;
    }

    @Test
    void what_is_produced_is_what_is_expected() {
        Workload workload = workload(7, 50, 20, WriteModel.UPSERT_DELETE);

        for (long ordinal = 0; ordinal < 500; ordinal++) {
            ExpectedRecord expected = workload.record(1, ordinal);
            Struct produced = (Struct) workload.value(1, ordinal).value();
            assertThat(produced == null).isEqualTo(expected.tombstone());
            assertThat(((Struct) workload.key(1, ordinal).value()).getInt64("id"))
                    .isEqualTo(expected.keyId());
            if (produced != null) {
                assertThat(List.copyOf(expected.fields().keySet())).isEqualTo(Workload.columns());
                assertThat(produced.getInt32("src_partition")).isEqualTo(1);
                assertThat(produced.getInt64("src_ordinal")).isEqualTo(ordinal);
                assertThat(produced.get("c_decimal"))
                        .isEqualTo(expected.fields().get("c_decimal"));
                assertThat(new MicroTimestamp(produced.getInt64("c_micros")))
                        .isEqualTo(expected.fields().get("c_micros"));
                assertThat(produced.get("c_text")).isEqualTo(expected.fields().get("c_text"));
            }
        }
    }

    @Test
    void tombstones_come_in_the_planned_share_and_only_where_the_write_model_has_deletes() {
        assertThat(tombstones(WriteModel.UPSERT_DELETE)).isBetween(RECORDS / 6L, RECORDS / 4L);
        assertThat(tombstones(WriteModel.UPSERT)).isZero();
        assertThat(tombstones(WriteModel.APPEND)).isZero();
    }

    private static long tombstones(WriteModel model) {
        Workload workload = workload(3, 100, 20, model);
        long tombstones = 0;
        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            tombstones += workload.tombstone(0, ordinal) ? 1 : 0;
        }
        return tombstones;
    }

    @Test
    void values_show_what_connectors_get_wrong() {
        Workload workload = workload(11, 100, 0, WriteModel.APPEND);
        Set<Object> int64 = new HashSet<>();
        StringBuilder texts = new StringBuilder();
        int nulls = 0;
        int empties = 0;
        int negatives = 0;
        int cutByFloat = 0;

        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            Map<String, Object> fields = workload.record(0, ordinal).fields();
            int64.add(fields.get("c_int64"));
            texts.append(fields.get("c_text"));
            nulls += fields.get("c_nullable") == null ? 1 : 0;
            empties += fields.get("c_text").equals("") ? 1 : 0;
            BigDecimal decimal = (BigDecimal) fields.get("c_decimal");
            negatives += decimal.signum() < 0 ? 1 : 0;
            assertThat(decimal.scale()).isEqualTo(4);
            assertThat(decimal.precision()).isLessThanOrEqualTo(18);
            assertThat(((MicroTimestamp) fields.get("c_micros")).epochMicros() % 1000)
                    .isNotZero();
            double number = (Double) fields.get("c_double");
            assertThat(number).isFinite();
            cutByFloat += (double) (float) number != number ? 1 : 0;
        }

        assertThat(int64).contains(Long.MIN_VALUE, Long.MAX_VALUE, 0L);
        assertThat(texts.toString())
                .contains("\"", "'", "\\", "\u0301", "\u05E9", "\uD83D\uDE80", "\n")
                .doesNotContain("\u0000");
        assertThat(nulls).isBetween(RECORDS / 5, RECORDS / 3);
        assertThat(empties).isPositive();
        assertThat(negatives).isBetween(RECORDS / 3, RECORDS * 2 / 3);
        assertThat(cutByFloat).isGreaterThan(RECORDS * 8 / 10);
    }
}
