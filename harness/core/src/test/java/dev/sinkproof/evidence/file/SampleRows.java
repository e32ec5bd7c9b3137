package dev.sinkproof.evidence.file;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rows of every kind that evidence files must keep. */
final class SampleRows {
    private SampleRows() {}

    static Arbitrary<TargetRow> rows() {
        Arbitrary<String> containers = Arbitraries.of("public.t", "public.\"Ü\"", "");
        Arbitrary<Map<String, Object>> fields =
                Arbitraries.maps(names(), values()).ofMaxSize(6);
        return Combinators.combine(containers, fields)
                .as((container, map) -> new TargetRow(container, new LinkedHashMap<>(map)));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of("id", "Na\"me", "ü\n", "\uD800"),
                Arbitraries.strings().ofMaxLength(3));
    }

    static Arbitrary<Object> values() {
        return Arbitraries.oneOf(List.of(
                        any(Arbitraries.longs()),
                        any(Arbitraries.doubles()),
                        any(Arbitraries.of(
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                -0.0,
                                1.0,
                                1e22,
                                Double.MIN_VALUE,
                                Double.MAX_VALUE,
                                (double) 0.1f)),
                        any(Combinators.combine(
                                        Arbitraries.bigIntegers(),
                                        Arbitraries.integers().between(-50, 50))
                                .as((BigInteger digits, Integer scale) -> new BigDecimal(digits, scale))),
                        any(Arbitraries.of(true, false)),
                        any(Arbitraries.strings().all()),
                        any(Arbitraries.of(
                                "\uD800", "x\uDC00y", "\uDC00\uD800", "😀", "\u0000", "\n", "null", "\uFEFF", "")),
                        any(Arbitraries.bytes().array(byte[].class)),
                        any(Arbitraries.longs().map(MicroTimestamp::new))))
                .injectNull(0.1);
    }

    @SuppressWarnings("unchecked")
    private static Arbitrary<Object> any(Arbitrary<?> values) {
        return (Arbitrary<Object>) values;
    }

    /** What makes two rows the same: container, order of fields, and each value with its type. */
    static List<Object> comparable(TargetRow row) {
        return row == null
                ? List.of()
                : List.of(
                        row.container(),
                        List.copyOf(row.fields().keySet()),
                        row.fields().values().stream()
                                .map(SampleRows::comparable)
                                .toList());
    }

    private static String comparable(Object value) {
        if (value == null) {
            return "null";
        }
        String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
        return value.getClass().getName() + " " + text;
    }
}
