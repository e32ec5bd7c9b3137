package dev.sinkproof.sinks.flawed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without its trigger, every flawed sink does what the reference does: each record is there once. */
@ExtendWith(PostgresExtension.class)
@Tag("slow")
class FlawedSinksIT {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final long FIRST = 20;

    static List<FlawedSink> all() {
        return FlawedSinks.all();
    }

    /** Some buffer, some write later: so records go on coming until the first ones are there. */
    @ParameterizedTest
    @MethodSource("all")
    void behavesWithoutItsTrigger(FlawedSink sink, Database database) {
        database.execute("CREATE TABLE orders (id bigint PRIMARY KEY, version bigint, note text,"
                + " __source_topic text, __source_partition integer, __source_offset bigint)");
        List<String> expected =
                LongStream.range(0, FIRST).mapToObj(Long::toString).toList();
        long deadline = System.nanoTime() + WAIT.toNanos();
        try (Worker worker = new Worker(new Sink(sink, true), database)) {
            worker.read(FIRST);
            for (long next = 2 * FIRST; !first(worker).equals(expected); next += FIRST) {
                assertThat(System.nanoTime())
                        .as("expected %s within %s, but saw %s", expected, WAIT, first(worker))
                        .isLessThan(deadline);
                worker.commit();
                worker.read(next);
            }
            worker.commit();
            worker.task().close(List.of(Records.partition(0), Records.partition(1)));
            assertThat(worker.versions()).doesNotHaveDuplicates();
            assertThat(worker.context().reported()).isEmpty();
        }
    }

    private static List<String> first(Worker worker) {
        return worker.versions().stream()
                .filter(version -> Long.parseLong(version) < FIRST)
                .toList();
    }
}
