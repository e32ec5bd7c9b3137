package dev.sinkproof.link.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlScannerTest {
    private static final String MANY =
            "/* a /* nested; */ DELETE */ INSERT INTO \"My;Table\" VALUES ('a;''b', E'c\\';', $x$;$$;$x$);"
                    + "-- UPDATE x;\n update Only s.\"T\" set a = $1;;  select ';' ; TRUNCATE TABLE a, b.c";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO orders VALUES (1) | WRITE | orders",
                "insert into Public.Orders(id) select 1 | WRITE | public.orders",
                "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1 | WRITE | t",
                "UPDATE ONLY t SET a = 1 | WRITE | t",
                "DELETE FROM t USING u | WRITE | t",
                "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE | WRITE | t",
                "TRUNCATE t | WRITE | t",
                "COPY t FROM STDIN | COPY_IN | t",
                "COPY t (a, b) FROM STDIN WITH (FORMAT csv) | COPY_IN | t",
                "COPY t FROM '/tmp/x' | WRITE | t",
                "COPY t FROM PROGRAM 'cat' | WRITE | t",
                "COPY t TO STDOUT | OTHER |",
                "COPY (SELECT a FROM t) TO STDOUT | OTHER |",
                "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x | WRITE | t",
                "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x | WRITE | t",
                "WITH x AS (SELECT 1) SELECT * FROM t FOR UPDATE | OTHER |",
                "WITH RECURSIVE x(update) AS NOT MATERIALIZED (SELECT 1) DELETE FROM t | WRITE | t",
                "SELECT * FROM t FOR UPDATE | OTHER |",
                "(SELECT 1) | OTHER |",
                "CREATE TABLE t (a int) | DDL |",
                "ALTER TABLE t ADD b int | DDL |",
                "BEGIN ISOLATION LEVEL SERIALIZABLE | BEGIN |",
                "START TRANSACTION | BEGIN |",
                "COMMIT | COMMIT |",
                "END WORK | COMMIT |",
                "COMMIT PREPARED 'x' | COMMIT_PREPARED |",
                "ROLLBACK | ROLLBACK |",
                "ABORT | ROLLBACK |",
                "ROLLBACK TO SAVEPOINT a | OTHER |",
                "ROLLBACK WORK TO a | OTHER |",
                "ROLLBACK PREPARED 'x' | OTHER |",
                "PREPARE TRANSACTION 'x' | PREPARE_TRANSACTION |",
                "PREPARE x AS INSERT INTO t VALUES (1) | OTHER |",
                "SAVEPOINT a | OTHER |",
                "SET search_path = 'x' | OTHER |",
            })
    void classifiesAStatement(String sql, SqlKind kind, String table) {
        assertThat(scan(sql, sql.length()))
                .extracting(SqlStatement::kind, SqlStatement::tables, SqlStatement::chained)
                .containsExactly(tuple(kind, table == null ? List.of() : List.of(table), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO orders VALUES (1) | insert",
                "truncate t | truncate",
                "COPY t FROM STDIN | copy",
                "WITH x AS (SELECT 1) DELETE FROM t | delete",
                "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x | insert",
                "WITH x AS (SELECT 1) SELECT * FROM x | select",
                "COMMIT AND CHAIN | commit",
            })
    void namesTheVerb(String sql, String verb) {
        assertThat(scan(sql, sql.length())).extracting(SqlStatement::verb).containsExactly(verb);
    }

    @Test
    void splitsOutsideOfStringsCommentsAndDollarQuotes() {
        assertThat(scan(MANY, MANY.length()))
                .extracting(SqlStatement::kind, statement -> String.join("+", statement.tables()))
                .containsExactly(
                        tuple(SqlKind.WRITE, "My;Table"),
                        tuple(SqlKind.WRITE, "s.T"),
                        tuple(SqlKind.OTHER, ""),
                        tuple(SqlKind.WRITE, "a+b.c"));
    }

    @Test
    void keepsTheBodyOfAFunctionTogether() {
        String sql =
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; COMMIT";

        assertThat(scan(sql, sql.length())).extracting(SqlStatement::kind).containsExactly(SqlKind.DDL, SqlKind.COMMIT);
    }

    @Test
    void findsNothingInNothing() {
        assertThat(scan(" ; -- x\n /* y */ ;", 3)).isEmpty();
    }

    @Test
    void seesChains() {
        assertThat(scan("COMMIT AND CHAIN; ROLLBACK AND NO CHAIN", 100))
                .extracting(SqlStatement::chained)
                .containsExactly(true, false);
    }

    @Property(tries = 200)
    void doesNotDependOnHowTextIsCut(@ForAll @IntRange(min = 1, max = 40) int piece) {
        assertThat(scan(MANY, piece)).isEqualTo(scan(MANY, MANY.length()));
    }

    private static List<SqlStatement> scan(String sql, int piece) {
        SqlScanner scanner = new SqlScanner();
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < bytes.length; start += piece) {
            scanner.text(ByteBuffer.wrap(bytes, start, Math.min(piece, bytes.length - start)));
        }
        return scanner.end();
    }
}
