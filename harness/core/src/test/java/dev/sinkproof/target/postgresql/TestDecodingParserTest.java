package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetChange.Operation;
import dev.sinkproof.target.postgresql.TestDecodingLine.Begin;
import dev.sinkproof.target.postgresql.TestDecodingLine.Change;
import dev.sinkproof.target.postgresql.TestDecodingLine.Commit;
import dev.sinkproof.target.postgresql.TestDecodingLine.Other;
import dev.sinkproof.target.postgresql.TestDecodingLine.Truncate;
import dev.sinkproof.target.postgresql.TupleReader.Tuples;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestDecodingParserTest {
    private final TupleReader reader =
            new TupleReader(new PostgresValues(Map.of("public.price", "numeric", "public.cents", "public.price")));

    private Tuples tuples(String line) {
        return reader.read((Change) TestDecodingParser.parse(line));
    }

    @Test
    void readsBeginAndCommit() {
        assertThat(TestDecodingParser.parse("BEGIN 4294967295")).isEqualTo(new Begin("4294967295"));
        assertThat(TestDecodingParser.parse("COMMIT 745 (at 2024-02-29 23:59:59.123456+00)"))
                .isEqualTo(new Commit("745", 1_709_251_199_123_456L));
        assertThat(TestDecodingParser.parse("COMMIT 745 (at 2024-03-01 05:29:59.1+05:30)"))
                .isEqualTo(new Commit("745", 1_709_251_199_100_000L));
    }

    @Test
    void readsEveryTypeOfValue() {
        Tuples read = tuples("table public.\"My Table\": INSERT: id[bigint]:-9223372036854775808 small[smallint]:-1"
                + " name[text]:'it''s' empty[character varying]:'' at[timestamp without time zone]:'2020-01-02 03:04:05.000006'"
                + " b[bytea]:'\\x00ff' n[numeric]:1.2000 d[numeric(18,4)]:-0.0001 nan[numeric]:NaN f[real]:0.1"
                + " g[double precision]:1e-300 t[boolean]:true f2[boolean]:false v[text]:null bits[bit varying]:B'101'"
                + " c[\"char\"]:'x' tags[integer[]]:'{1,2}' price[public.price]:'12.50' cents[public.cents]:'7'");

        assertThat(read.before()).isNull();
        assertThat(read.row().get("b")).isEqualTo(new byte[] {0, -1});
        read.row().remove("b");
        assertThat(read.row())
                .containsExactly(
                        entry("id", Long.MIN_VALUE),
                        entry("small", -1L),
                        entry("name", "it's"),
                        entry("empty", ""),
                        entry("at", new MicroTimestamp(1_577_934_245_000_006L)),
                        entry("n", new BigDecimal("1.2000")),
                        entry("d", new BigDecimal("-0.0001")),
                        entry("nan", "NaN"),
                        entry("f", (double) 0.1f),
                        entry("g", 1e-300),
                        entry("t", true),
                        entry("f2", false),
                        entry("v", null),
                        entry("bits", "101"),
                        entry("c", "x"),
                        entry("tags", "{1,2}"),
                        entry("price", new BigDecimal("12.50")),
                        entry("cents", new BigDecimal("7")));
    }

    @Test
    void textMayLookLikeAnythingElse() {
        Tuples read = tuples("table public.t: UPDATE: old-key: a[text]:'x'' new-tuple: b[text]:''y' new-tuple:"
                + " a[text]:'COMMIT 1\nBEGIN 2\r\n' b[text]:'null' c[text]:' d[text]:''e''' f[text]:'\\''\\' g[text]:'[]{}(),:.\"'"
                + " h[text]:'unchanged-toast-datum' i[text]:'(no-tuple-data)' j[text]:'😀 ü \uFEFF' k[text]:'B''1'''");

        assertThat(read.before()).isEqualTo(Map.of("a", "x' new-tuple: b[text]:'y"));
        assertThat(read.row())
                .containsExactly(
                        entry("a", "COMMIT 1\nBEGIN 2\r\n"),
                        entry("b", "null"),
                        entry("c", " d[text]:'e'"),
                        entry("f", "\\'\\"),
                        entry("g", "[]{}(),:.\""),
                        entry("h", "unchanged-toast-datum"),
                        entry("i", "(no-tuple-data)"),
                        entry("j", "😀 ü \uFEFF"),
                        entry("k", "B'1'"));
    }

    @Test
    void namesMayHoldEverySign() {
        String line =
                "table \"s.1\".\"t: INSERT: \"\"x\"\", y\": DELETE: \"a[b]:'\"\"\"[public.\"we]ird \"\"type\"]:'v' \"\"\"\"[text]:'w'";
        Change change = (Change) TestDecodingParser.parse(line);

        assertThat(change.table().schema()).isEqualTo("s.1");
        assertThat(change.table().table()).isEqualTo("t: INSERT: \"x\", y");
        assertThat(change.table().text()).isEqualTo("\"s.1\".\"t: INSERT: \"\"x\"\", y\"");
        assertThat(change.operation()).isEqualTo(Operation.DELETE);
    }

    @Test
    void columnAndTypeNamesMayHoldBracketsAndQuotes() {
        Tuples read = tuples(
                "table public.t: INSERT: \"a[b]:'\"\"\"[public.\"we]ird \"\"type\"]:'v' \"\"\"\"[text[]]:'w' x[text]:'y'");

        assertThat(read.row()).containsExactly(entry("a[b]:'\"", "v"), entry("\"", "w"), entry("x", "y"));
    }

    @Test
    void unchangedLargeValueIsAbsent() {
        assertThat(tuples("table public.t: UPDATE: id[integer]:1 big[text]:unchanged-toast-datum n[integer]:null")
                        .row())
                .containsExactly(entry("id", 1L), entry("n", null));
    }

    @Test
    void deleteWithoutKeyHasNoTuple() {
        assertThat(tuples("table public.t: DELETE: (no-tuple-data)").row()).isNull();
        assertThat(tuples("table public.t: INSERT: (no-tuple-data)").row()).isNull();
        assertThat(tuples("table public.t: UPDATE: old-key: id[integer]:1 new-tuple: (no-tuple-data)"))
                .isEqualTo(new Tuples(Map.of("id", 1L), null));
    }

    @Test
    void tableWithoutColumnsHasAnEmptyTuple() {
        assertThat(tuples("table public.t: INSERT:").row()).isEmpty();
    }

    @Test
    void columnsMayChangeFromRowToRow() {
        assertThat(tuples("table t.t: INSERT: a[integer]:1 b[integer]:2").row()).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(tuples("table t.t: INSERT: b[text]:'2' a[integer]:1").row()).isEqualTo(Map.of("a", 1L, "b", "2"));
        assertThat(tuples("table t.t: INSERT: a[text]:'1'").row()).isEqualTo(Map.of("a", "1"));
        assertThat(tuples("table t.t: INSERT: a[text]:'1' b[integer]:2 c[integer]:3")
                        .row())
                .isEqualTo(Map.of("a", "1", "b", 2L, "c", 3L));
    }

    @Test
    void truncateNamesEveryTable() {
        Truncate truncate = (Truncate)
                TestDecodingParser.parse("table public.a, \"S, t\".\"b: TRUNCATE:\": TRUNCATE: restart_seqs cascade");

        assertThat(truncate.tables()).extracting(TableName::table).containsExactly("a", "b: TRUNCATE:");
        assertThat(truncate.tables()).extracting(TableName::schema).containsExactly("public", "S, t");
        assertThat(TestDecodingParser.parse("table public.a: TRUNCATE: (no-flags)"))
                .isInstanceOf(Truncate.class);
    }

    @Test
    void messagesAreNoChanges() {
        assertThat(TestDecodingParser.parse("message: transactional: 1 prefix: p, sz: 5 content:table"))
                .isEqualTo(new Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "table",
                "table t: INSERT: id[integer]:1",
                "table public.t: MERGE: id[integer]:1",
                "table public.a, public.b: INSERT: id[integer]:1",
                "table public.\"t: INSERT: id[integer]:1",
                "COMMIT 745",
                "COMMIT 745 (at yesterday)",
                "opening a streamed block for transaction TXN 1",
            })
    void refusesLinesThatItDoesNotKnow(String line) {
        assertThatThrownBy(() -> TestDecodingParser.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table public.t: INSERT:id[integer]:1",
                "table public.t: INSERT: id[integer:1",
                "table public.t: INSERT: id[text]:'open",
                "table public.t: INSERT: id[integer]:x",
                "table public.t: INSERT: id[text]:'a'b[text]:'c'",
                "table public.t: UPDATE: old-key: id[integer]:1",
            })
    void refusesTuplesThatItDoesNotUnderstand(String line) {
        assertThatThrownBy(() -> tuples(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorsDoNotShowValues() {
        assertThatThrownBy(
                        () -> tuples("table public.t: INSERT: id[integer]:1 name[text]:'" + "x".repeat(100) + "secret"))
                .hasMessageContaining("table public.t")
                .hasMessageNotContaining("secret");
    }

    @Property(tries = 300)
    void readsBackWhatPostgresqlWouldPrint(@ForAll("columns") Map<String, String> columns) {
        StringBuilder line = new StringBuilder("table public.t: INSERT:");
        columns.forEach((name, value) -> line.append(" \"")
                .append(name.replace("\"", "\"\""))
                .append("\"[text]:")
                .append(value == null ? "null" : "'" + value.replace("'", "''") + "'"));

        assertThat(tuples(line.toString()).row()).isEqualTo(new LinkedHashMap<>(columns));
    }

    @Provide
    Arbitrary<Map<String, String>> columns() {
        Arbitrary<String> signs = Arbitraries.of(
                        "'", "\"", "[", "]", ":", " ", "\n", "\\", "null", "a", "é", "new-tuple:")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
        return Arbitraries.maps(signs.filter(name -> !name.isEmpty()), signs.injectNull(0.1))
                .ofMaxSize(5);
    }
}
