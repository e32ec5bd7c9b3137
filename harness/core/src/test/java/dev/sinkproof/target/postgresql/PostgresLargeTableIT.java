package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Rows, single transactions and histories that are larger than the heap. */
@Tag("slow")
class PostgresLargeTableIT {
    private static final int ROWS = 200_000;
    private static final int UPDATES = 20_000;
    /** A row takes more than 500 bytes as objects, so all of them more than 100 MB. */
    private static final String HEAP = "-Xmx48m";

    @Test
    @Timeout(180)
    void memoryIsBounded(TestReporter reporter) throws Exception {
        try (TestDatabase database = TestDatabase.start()) {
            Process reader = start(database.access().jdbcUrl());
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(output.readLine()).isEqualTo("begun");
                fill(database);
                reader.getOutputStream().close();

                String told = output.readLine();
                assertThat(told).startsWith(ROWS + " " + (ROWS + UPDATES) + " ");
                reporter.publishEntry("200,000 rows of 12 columns", told);
                assertThat(reader.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(reader.exitValue()).isZero();
            } finally {
                reader.destroyForcibly().waitFor();
            }
            assertThat(database.slots()).isEmpty();
            assertThat(database.tables()).isEmpty();
        }
    }

    private static Process start(String url) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, HEAP, "-cp", System.getProperty("java.class.path"), LargeTableReader.class.getName(), url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** In as few transactions as possible: the first alone is larger than the heap. */
    private static void fill(TestDatabase database) throws Exception {
        database.run(
                """
                CREATE TABLE large (id bigint PRIMARY KEY, partition int, ordinal bigint, key text, version int, price numeric(18,4),
                  ratio double precision, flag boolean, raw bytea, at timestamp, name text, nothing text)""",
                "INSERT INTO large SELECT i, i % 4, i, 'key-' || i, 0, i / 7.0, i / 3.0, i % 2 = 0, decode(md5(i::text), 'hex'),"
                        + " '2020-01-01'::timestamp + i * interval '1 microsecond', repeat(md5(i::text), 3), NULL"
                        + " FROM generate_series(1, " + ROWS + ") AS i",
                "UPDATE large SET version = 1 WHERE id <= " + UPDATES);
    }
}
