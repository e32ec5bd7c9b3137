package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FidelityTest {
    private static Run mapped(String column, UnaryOperator<Object> mapping) {
        Run run = Run.of(WriteModel.APPEND, 2, 200, 10);
        run.rows.replaceAll(
                row -> Run.with(row, column, mapping.apply(row.fields().get(column))));
        return run;
    }

    private static Arguments mapping(String name, String column, UnaryOperator<Object> mapping) {
        return Arguments.of(name, column, mapping);
    }

    static Stream<Arguments> faithful() {
        return Stream.of(
                mapping("int64 as numeric", "c_int64", value -> BigDecimal.valueOf((Long) value)),
                mapping("int64 as text", "c_int64", Object::toString),
                mapping("partition as numeric", "src_partition", value -> BigDecimal.valueOf((Long) value)),
                mapping("decimal with more zeros", "c_decimal", value -> ((BigDecimal) value).setScale(9)),
                mapping("decimal without zeros", "c_decimal", value -> ((BigDecimal) value).stripTrailingZeros()),
                mapping("decimal as text", "c_decimal", value -> ((BigDecimal) value).toPlainString()),
                mapping("micros as bigint", "c_micros", value -> ((MicroTimestamp) value).epochMicros()),
                mapping("micros as text", "c_micros", Object::toString),
                mapping("double as numeric", "c_double", value -> new BigDecimal(value.toString())),
                mapping("boolean as 0 or 1", "c_boolean", value -> (Boolean) value ? 1L : 0L),
                mapping("boolean as text", "c_boolean", Object::toString),
                mapping(
                        "bytes as base64",
                        "c_bytes",
                        value -> Base64.getEncoder().encodeToString((byte[]) value)),
                mapping("bytes as hexadecimal text", "c_bytes", FidelityTest::hex),
                mapping("bytes as PostgreSQL writes them", "c_bytes", value -> "\\x" + hex(value)),
                mapping("micros as text without a zone", "c_micros", FidelityTest::withoutZone),
                mapping("boolean as 0.0 or 1.0", "c_boolean", value -> (Boolean) value ? 1.0 : 0.0),
                mapping("boolean as text in capitals", "c_boolean", value -> (Boolean) value ? "TRUE" : "FALSE"),
                mapping("a column of the connector", "__inserted_at", value -> new MicroTimestamp(0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faithful")
    void any_faithful_representation_is_accepted(String name, String column, UnaryOperator<Object> mapping) {
        assertThat(mapped(column, mapping).anomalies()).as(name).isEmpty();
    }

    static Stream<Arguments> corrupting() {
        return Stream.of(
                mapping("micros through milliseconds", "c_micros", value -> new MicroTimestamp(millis(value) * 1000)),
                mapping("micros as milliseconds", "c_micros", FidelityTest::millis),
                mapping(
                        "micros in another time zone",
                        "c_micros",
                        value -> new MicroTimestamp(((MicroTimestamp) value).epochMicros() + 3_600_000_000L)),
                mapping("decimal through double", "c_decimal", value -> ((BigDecimal) value).doubleValue()),
                mapping(
                        "decimal with two digits",
                        "c_decimal",
                        value -> ((BigDecimal) value).setScale(2, java.math.RoundingMode.HALF_UP)),
                mapping("double in single precision", "c_double", value -> (double) (float) (double) value),
                mapping(
                        "double as numeric with few digits",
                        "c_double",
                        value -> new BigDecimal((Double) value).round(new java.math.MathContext(9))),
                mapping("int64 through double", "c_int64", value -> (double) (Long) value),
                mapping("boolean turned round", "c_boolean", value -> !(Boolean) value),
                mapping("boolean turned round, as text", "c_boolean", value -> String.valueOf(!(Boolean) value)),
                mapping("boolean turned round, as a number", "c_boolean", value -> (Boolean) value ? 0L : 1L),
                mapping("boolean as another word", "c_boolean", value -> "yes"),
                mapping("decimal that became not a number", "c_decimal", value -> Double.NaN),
                mapping("decimal as a word", "c_decimal", value -> "many"),
                mapping("double as a word", "c_double", value -> "many"),
                mapping(
                        "micros as text, cut",
                        "c_micros",
                        value -> withoutZone(new MicroTimestamp(millis(value) * 1000))),
                mapping("micros as text that is no time", "c_micros", value -> "at: " + value),
                mapping("micros as text in another time zone", "c_micros", value -> withoutZone(value) + "+01:00"),
                mapping("bytes cut", "c_bytes", value -> Arrays.copyOf((byte[]) value, 3)),
                mapping("bytes cut, as text", "c_bytes", value -> hex(Arrays.copyOf((byte[]) value, 3))),
                mapping("bytes as what Java calls them", "c_bytes", Object::toString),
                mapping("text trimmed", "c_text", value -> ((String) value).strip()),
                mapping(
                        "text in another normal form",
                        "c_text",
                        value -> java.text.Normalizer.normalize((String) value, java.text.Normalizer.Form.NFC)),
                mapping(
                        "text outside the basic plane replaced",
                        "c_text",
                        value -> ((String) value).replaceAll("[^\\u0000-\\uFFFF]", "?")),
                mapping("empty text as null", "c_text", value -> ((String) value).isEmpty() ? null : value),
                mapping("null as empty text", "c_nullable", value -> value == null ? "" : value),
                mapping("null as text", "c_nullable", value -> value == null ? "null" : value),
                mapping("version of another record", "version", value -> (Long) value + 1),
                mapping("id of another key", "id", value -> (Long) value + 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corrupting")
    void what_loses_anything_is_corrupted(String name, String column, UnaryOperator<Object> mapping) {
        Run run = mapped(column, mapping);

        assertThat(run.anomalies()).as(name).containsExactly(AnomalyKind.CORRUPTED);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(run.check("fidelity").anomalies().get(0).explanation()).contains(column);
    }

    private static String hex(Object value) {
        return HexFormat.of().formatHex((byte[]) value);
    }

    private static String withoutZone(Object value) {
        return value.toString().replace('T', ' ').replace("Z", "");
    }

    private static long millis(Object value) {
        return ((MicroTimestamp) value).epochMicros() / 1000;
    }

    @Test
    void a_missing_column_is_named() {
        Run run = Run.of(WriteModel.APPEND, 1, 20, 10);
        run.rows.replaceAll(row -> Run.without(row, "c_bytes"));

        Anomaly corrupted = run.check("fidelity").anomalies().get(0);

        assertThat(corrupted.count()).isEqualTo(20);
        assertThat(corrupted.explanation()).contains("c_bytes is column absent instead of 0x");
    }

    @Test
    void only_the_rows_that_differ_are_named_by_offset_and_field() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.replace(row -> Run.of(row, 0, 7), row -> Run.with(row, "c_boolean", null));

        Anomaly corrupted = run.check("fidelity").anomalies().get(0);

        assertThat(corrupted.offsets().get(0).describe()).isEqualTo("p0: 7");
        assertThat(corrupted.explanation()).startsWith("record topic-0@7: c_boolean is null instead of ");
        assertThat(run.check("fidelity").measures()).containsEntry("corrupted.c_boolean", 1L);
    }

    @Test
    void letter_case_of_columns_is_the_targets_business() {
        Run run = Run.of(WriteModel.APPEND, 2, 50, 10);
        run.rows.replaceAll(FidelityTest::inUpperCase);

        assertThat(run.anomalies()).isEmpty();
    }

    private static TargetRow inUpperCase(TargetRow row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        row.fields().forEach((name, value) -> fields.put(name.toUpperCase(java.util.Locale.ROOT), value));
        return new TargetRow(row.container(), fields);
    }

    @Test
    void a_version_mixed_from_two_records_is_corrupted() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        long last = run.workload.lastOrdinalOfKey(0, 3, 50);
        TargetRow older = run.row(0, run.workload.previousOrdinal(0, last));
        run.replace(
                row -> Run.of(row, 0, last),
                row -> Run.with(row, "c_double", older.fields().get("c_double")));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.CORRUPTED);
    }

    @Test
    void the_first_rows_that_differ_are_kept() {
        Run run = mapped("c_boolean", value -> null);
        Reconciliation found = new Case(run.evidence()).reconciliation();

        assertThat(found.corrupted()).hasSize(Reconciler.EXAMPLES_MAX);
        assertThat(run.check("fidelity").measures())
                .containsEntry("rows", 400L)
                .containsEntry("corrupted", 400L)
                .containsEntry("corrupted.c_boolean", 400L)
                .containsEntry("fieldsPerRow", (long)
                        dev.sinkproof.workload.Workload.columns().size());
    }
}
