package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** Irregular records as a converter reads them. */
class IrregularitiesTest {
    private static final int RECORDS = 60;

    private static Workload workload(WriteModel model, Irregularity... irregularities) {
        return new Workload(new WorkloadSpec(7, 2, RECORDS, 10, 0, 0, List.of(irregularities)), "topic", model);
    }

    private static Irregularity at(IrregularityKind kind, long ordinal) {
        return new Irregularity("f", kind, 1, ordinal, 1, 1, kind == IrregularityKind.OVERSIZE ? 5000 : 0);
    }

    private static SchemaAndValue converted(byte[] bytes) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", true, "converter.type", "value"));
            return converter.toConnectData("topic", bytes);
        }
    }

    @Test
    void stand_where_the_plan_says_and_nowhere_else() {
        Irregularity every = new Irregularity("f", IrregularityKind.POISON_VALUE, 1, 5, 10, 3, 0);

        assertThat(LongStream.range(0, RECORDS).filter(ordinal -> every.covers(1, ordinal)))
                .containsExactly(5L, 15L, 25L);
        assertThat(LongStream.range(0, RECORDS).filter(ordinal -> every.covers(0, ordinal)))
                .isEmpty();
    }

    @Test
    void leave_all_other_records_as_they_are() {
        Workload plain = workload(WriteModel.UPSERT_DELETE);
        Workload irregular = workload(
                WriteModel.UPSERT_DELETE, at(IrregularityKind.POISON_VALUE, 5), at(IrregularityKind.OVERSIZE, 6));
        try (RecordSerializer before = new RecordSerializer(plain);
                RecordSerializer after = new RecordSerializer(irregular)) {
            for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
                assertThat(Arrays.equals(before.value(1, ordinal), after.value(1, ordinal)))
                        .isEqualTo(ordinal != 5 && ordinal != 6);
                assertThat(before.value(0, ordinal)).isEqualTo(after.value(0, ordinal));
                assertThat(before.key(1, ordinal)).isEqualTo(after.key(1, ordinal));
            }
        }
    }

    @Test
    void poison_cannot_be_converted() {
        Workload workload =
                workload(WriteModel.APPEND, at(IrregularityKind.POISON_VALUE, 5), at(IrregularityKind.POISON_KEY, 6));
        try (RecordSerializer serializer = new RecordSerializer(workload)) {
            assertThatThrownBy(() -> converted(serializer.value(1, 5))).isInstanceOf(DataException.class);
            assertThatThrownBy(() -> converted(serializer.key(1, 6))).isInstanceOf(DataException.class);
            assertThat(converted(serializer.key(1, 5)).value()).isNotNull();
        }
        assertThat(workload.hasRow(1, 5)).isFalse();
        assertThat(workload.hasRow(1, 7)).isTrue();
    }

    @Test
    void a_wrong_type_is_text_that_is_no_number() {
        try (RecordSerializer serializer =
                new RecordSerializer(workload(WriteModel.APPEND, at(IrregularityKind.WRONG_TYPE, 5)))) {
            Struct value = (Struct) converted(serializer.value(1, 5)).value();

            assertThat(value.schema().field("c_int64").schema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(value.get("c_int64")).isEqualTo("not a number");
        }
    }

    @Test
    void a_new_field_is_there_from_its_record_on() {
        Workload workload = workload(
                WriteModel.APPEND, new Irregularity("f", IrregularityKind.NEW_FIELD, -1, 20, 1, Long.MAX_VALUE, 0));
        try (RecordSerializer serializer = new RecordSerializer(workload)) {
            Struct before = (Struct) converted(serializer.value(1, 19)).value();
            Struct after = (Struct) converted(serializer.value(1, 20)).value();

            assertThat(before.schema().field("c_new")).isNull();
            assertThat(after.get("c_new"))
                    .isEqualTo(workload.record(1, 20).fields().get("c_new"));
            assertThat(after.schema().field("c_new").schema().isOptional()).isTrue();
        }
    }

    @Test
    void a_required_field_is_there_and_an_optional_one_is_gone_from_its_record_on() {
        Workload workload = workload(
                WriteModel.APPEND,
                new Irregularity("m", IrregularityKind.REQUIRED_FIELD, -1, 20, 1, Long.MAX_VALUE, 0),
                new Irregularity("l", IrregularityKind.REMOVED_FIELD, -1, 30, 1, Long.MAX_VALUE, 0));
        try (RecordSerializer serializer = new RecordSerializer(workload)) {
            Struct before = (Struct) converted(serializer.value(1, 19)).value();
            Struct more = (Struct) converted(serializer.value(1, 20)).value();
            Struct less = (Struct) converted(serializer.value(1, 30)).value();

            assertThat(before.schema().field("c_required")).isNull();
            assertThat(more.schema().field("c_required").schema().isOptional()).isFalse();
            assertThat(more.get("c_required"))
                    .isNotNull()
                    .isEqualTo(workload.record(1, 20).fields().get("c_required"));
            assertThat(more.schema().field("c_nullable")).isNotNull();
            assertThat(less.schema().field("c_nullable")).isNull();
            assertThat(less.schema().field("c_required")).isNotNull();
        }
        assertThat(workload.record(1, 30).fields()).containsEntry("c_nullable", null);
        assertThat(workload.refusable(1, 20)).isTrue();
    }

    @Test
    void keys_tombstones_time_stamps_and_headers() {
        Irregularity late = new Irregularity("f", IrregularityKind.LATE, 1, 8, 1, 1, 3_600_000);
        Workload workload = workload(
                WriteModel.UPSERT_DELETE,
                at(IrregularityKind.NULL_KEY, 5),
                at(IrregularityKind.TOMBSTONE, 6),
                at(IrregularityKind.HEADERS, 7),
                late);
        try (RecordSerializer serializer = new RecordSerializer(workload)) {
            assertThat(serializer.key(1, 5)).isNull();
            assertThat(serializer.value(1, 6)).isNull();
        }
        assertThat(workload.tombstone(1, 6)).isTrue();
        assertThat(workload.hasRow(1, 6)).isTrue();
        assertThat(workload.hasRow(1, 5)).isFalse();
        assertThat(workload(WriteModel.APPEND, at(IrregularityKind.NULL_KEY, 5)).hasRow(1, 5))
                .isTrue();
        assertThat(workload.withHeaders(1, 7)).isTrue();
        assertThat(workload.lateByMillis(1, 8)).isEqualTo(3_600_000);
        assertThat(workload.lateByMillis(1, 7)).isZero();
    }

    @Test
    void a_field_that_is_missing_is_null_where_a_target_takes_the_record() {
        Workload workload = workload(WriteModel.APPEND, at(IrregularityKind.MISSING_FIELD, 5));

        assertThat(workload.value(1, 5).schema().field("c_int64")).isNull();
        assertThat(workload.value(1, 6).schema().field("c_int64")).isNotNull();
        assertThat(workload.record(1, 5).fields()).containsEntry("c_int64", null);
        assertThat(workload.hasRow(1, 5)).isTrue();
        assertThat(workload.refusable(1, 5)).isTrue();
        assertThat(workload.refusable(1, 6)).isFalse();
    }
}
