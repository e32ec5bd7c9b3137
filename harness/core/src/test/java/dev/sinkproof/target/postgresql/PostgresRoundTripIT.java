package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What a subject writes through pgjdbc is what is read back, and the same from rows and from history. */
@Tag("slow")
class PostgresRoundTripIT {
    private static final List<String> COLUMNS = List.of(
            "small smallint",
            "id bigint",
            "price numeric",
            "single real",
            "twofold double precision",
            "flag boolean",
            "name text",
            "raw bytea",
            "at timestamp",
            "at_zone timestamptz");

    private static TestDatabase database;

    @BeforeContainer
    static void start() throws IOException {
        database = TestDatabase.start();
    }

    @AfterContainer
    static void stop() throws IOException {
        database.close();
    }

    /** One value of each column, canonical, each possibly null. */
    record Row(List<Object> values) {}

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void rowsComeBackEqual(@ForAll("rows") List<Row> rows) throws Exception {
        TimeZone zone = TimeZone.getDefault();
        // Nothing may depend on where the harness runs, least of all where clocks are turned.
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        try (PostgresTargetSession session = new PostgresTargetSession(database.access(), "property", List.of("t"))) {
            session.begin();
            database.run("CREATE TABLE t (" + String.join(", ", COLUMNS) + ")");
            write(rows);

            List<List<Object>> expected =
                    rows.stream().map(row -> comparable(row.values())).toList();
            assertThat(snapshot(session)).isEqualTo(expected);
            assertThat(history(session)).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    private static void write(List<Row> rows) throws SQLException {
        String insert = "INSERT INTO t VALUES (" + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ")";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Row row : rows) {
                for (int i = 0; i < COLUMNS.size(); i++) {
                    set(statement, i + 1, row.values().get(i));
                }
                statement.execute();
            }
        }
    }

    private static void set(PreparedStatement statement, int index, Object value) throws SQLException {
        String column = COLUMNS.get(index - 1);
        if (value instanceof MicroTimestamp time && column.endsWith("tz")) {
            statement.setObject(index, OffsetDateTime.of(local(time), ZoneOffset.UTC));
        } else if (value instanceof MicroTimestamp time) {
            statement.setObject(index, local(time));
        } else if (value == null) {
            statement.setNull(index, Types.OTHER);
        } else {
            statement.setObject(index, value);
        }
    }

    private static LocalDateTime local(MicroTimestamp time) {
        long micros = time.epochMicros();
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
    }

    private static List<List<Object>> snapshot(PostgresTargetSession session) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        session.readSnapshot(
                row -> rows.add(comparable(new ArrayList<>(row.fields().values()))));
        return rows;
    }

    private static List<List<Object>> history(PostgresTargetSession session) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        session.readHistory(change ->
                rows.add(comparable(new ArrayList<>(change.row().fields().values()))));
        return rows;
    }

    /** Bytes compare by content in a list. */
    private static List<Object> comparable(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                .toList();
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        List<Arbitrary<Object>> columns = List.of(
                any(Arbitraries.longs().between(Short.MIN_VALUE, Short.MAX_VALUE)),
                any(Arbitraries.longs()),
                any(Arbitraries.bigDecimals().ofScale(20).map(number -> number.setScale(18, RoundingMode.DOWN))),
                any(Arbitraries.oneOf(Arbitraries.floats(), Arbitraries.of(Float.NaN, Float.MIN_VALUE, -0f))
                        .map(number -> (double) number)),
                any(Arbitraries.oneOf(
                        Arbitraries.doubles(),
                        Arbitraries.of(
                                Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, -0.0))),
                any(Arbitraries.of(true, false)),
                any(Arbitraries.oneOf(
                        Arbitraries.strings().excludeChars('\0').map(PostgresRoundTripIT::withoutLoneSurrogates),
                        Arbitraries.of("'", "''", "\\", "\n", "null", "😀", "unchanged-toast-datum", ""))),
                any(Arbitraries.bytes().array(byte[].class)),
                any(timestamps()),
                any(timestamps()));
        return Combinators.combine(columns).as(Row::new).list().ofMinSize(1).ofMaxSize(60);
    }

    @SuppressWarnings("unchecked")
    private static Arbitrary<Object> any(Arbitrary<?> values) {
        return ((Arbitrary<Object>) values).injectNull(0.1);
    }

    /** From 4700 BC to the year 200000, and the edges of days and microseconds. */
    private static Arbitrary<MicroTimestamp> timestamps() {
        return Arbitraries.longs()
                .between(-210_000_000_000_000_000L, 6_000_000_000_000_000_000L)
                .edgeCases(config -> config.add(0L, -1L, 1L, -1_000_000L, 1_709_251_199_999_999L))
                .map(MicroTimestamp::new);
    }

    /** PostgreSQL's UTF-8 has none. */
    private static String withoutLoneSurrogates(String text) {
        return text.codePoints()
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static MicroTimestamp idesOfMarch() {
        LocalDateTime noon = LocalDateTime.of(-43, 3, 15, 12, 0);
        return new MicroTimestamp(noon.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
    }

    @Example
    void everyTypeIsTheSameFromRowsAndFromHistory() throws Exception {
        try (PostgresTargetSession session = new PostgresTargetSession(database.access(), "types", List.of("types"))) {
            session.begin();
            database.run(
                    "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
                    "CREATE DOMAIN more_positive AS positive",
                    "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')",
                    "CREATE TYPE pair AS (a int, b text)",
                    """
                    CREATE TABLE types (
                      small smallint, whole integer, big bigint, o oid, num numeric, num_fixed numeric(18,4), nan numeric,
                      inf numeric, single real, nan_single real, twofold double precision, inf_twofold double precision,
                      flag boolean, name text, short varchar(10), fixed char(5), one "char", n name, raw bytea,
                      at timestamp, at_ms timestamp(3), at_zone timestamptz, before_christ timestamp, never timestamp,
                      far timestamptz, day date, old_day date, forever date, hour time, hour_zone timetz, span interval,
                      id uuid, doc json, docb jsonb, markup xml, bits bit(3), var_bits bit varying, ints integer[],
                      texts text[][], feeling mood, feelings mood[], amount money, ip inet, net cidr, mac macaddr, at_point point,
                      count_range int4range, words tsvector, position pg_lsn, composite pair, limited positive, more more_positive,
                      doubled bigint GENERATED ALWAYS AS (whole * 2::bigint) STORED, "Odd ""Name" text, nothing text)""",
                    """
                    INSERT INTO types (small, whole, big, o, num, num_fixed, nan, inf, single, nan_single, twofold, inf_twofold,
                      flag, name, short, fixed, one, n, raw, at, at_ms, at_zone, before_christ, never, far, day, old_day,
                      forever, hour, hour_zone, span, id, doc, docb, markup, bits, var_bits, ints, texts, feeling, feelings,
                      amount, ip, net, mac, at_point, count_range, words, position, composite, limited, more, "Odd ""Name")
                    VALUES (-32768, 2147483647, -9223372036854775808, 4294967295, 0.00010, 12.5, 'NaN', '-Infinity', 0.1, 'NaN',
                      0.1, 'Infinity', true, E'a''b\\n\\\\"c', 'x', 'y', 'z', 'n', '\\xdeadbeef', '1969-12-31 23:59:59.999999',
                      '2020-01-01 00:00:00.123', '2020-06-01 12:00:00.000001+02', '0044-03-15 12:00:00 BC', 'infinity',
                      '294276-12-31 23:59:59.999999Z', '2020-02-29', '0044-03-15 BC', '-infinity', '23:59:59.999999',
                      '01:02:03+05:30', '1 year 2 days -3.5 hours', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '{"a" :  1}', '{"a" :  1}',
                      '<a>''</a>', B'101', B'1', '{1,NULL}', '{{"a b",c},{"\\"",d}}', 'it''s ok', '{sad}', 12.34, '::1', '10.0.0.0/8',
                      '08:00:2b:01:02:03', '(1,2)', '[1,5)', 'fat cat', '16/B374D848', '(1,"x y")', 7, 8, 'odd')""");

            List<TargetRow> rows = new ArrayList<>();
            session.readSnapshot(rows::add);
            List<TargetChange> changes = new ArrayList<>();
            session.readHistory(changes::add);

            Map<String, Object> fields = rows.get(0).fields();
            assertThat(new ArrayList<>(changes.get(0).row().fields().keySet()))
                    .isEqualTo(new ArrayList<>(fields.keySet()));
            fields.forEach((name, value) -> {
                Object recorded = changes.get(0).row().fields().get(name);
                assertThat(recorded).as(name).isEqualTo(value);
                assertThat(recorded == null ? null : recorded.getClass())
                        .as(name)
                        .isEqualTo(value == null ? null : value.getClass());
            });
            assertThat(fields)
                    .containsEntry("o", 4294967295L)
                    .containsEntry("num", new BigDecimal("0.00010"))
                    .containsEntry("num_fixed", new BigDecimal("12.5000"))
                    .containsEntry("nan", "NaN")
                    .containsEntry("single", (double) 0.1f)
                    .containsEntry("flag", true)
                    .containsEntry("name", "a'b\n\\\"c")
                    .containsEntry("fixed", "y    ")
                    .containsEntry("at", new MicroTimestamp(-1))
                    .containsEntry("at_zone", new MicroTimestamp(1_591_005_600_000_001L))
                    .containsEntry("before_christ", idesOfMarch())
                    .containsEntry("never", "infinity")
                    .containsEntry("day", "2020-02-29")
                    .containsEntry("hour", "23:59:59.999999")
                    .containsEntry("span", "P1Y2DT-3H-30M")
                    .containsEntry("bits", "101")
                    .containsEntry("ints", "{1,NULL}")
                    .containsEntry("feeling", "it's ok")
                    .containsEntry("limited", 7L)
                    .containsEntry("more", 8L)
                    .containsEntry("doubled", 4294967294L)
                    .containsEntry("nothing", null);
        }
        database.run("DROP DOMAIN more_positive, positive", "DROP TYPE mood, pair");
    }
}
