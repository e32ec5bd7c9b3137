package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.sink.SinkRecord;

/** Segments and last versions together must come to what the rows come to one after the other. */
class LastVersionsTest {
    private static final JdbcSinkConfig CONFIG = new JdbcSinkConfig(Tasks.properties(
            "jdbc:postgresql://localhost/db", "delivery.mode", "idempotent", "delete.enabled", "true"));

    /** One step of a log: which key, and whether it is deleted or written. */
    private record Step(long key, boolean delete) {}

    /** A target with the guards of the idempotent mode. */
    private static final class Target {
        private final Map<List<Object>, Long> rows = new HashMap<>();
        private final Map<List<Object>, Long> tombstones = new HashMap<>();

        void apply(Row row) {
            long offset = Source.offset(row.source());
            if (rows.getOrDefault(row.key(), -1L) >= offset || tombstones.getOrDefault(row.key(), -1L) >= offset) {
                return;
            }
            if (row.deletion()) {
                rows.remove(row.key());
                tombstones.put(row.key(), offset);
            } else {
                rows.put(row.key(), offset);
            }
        }
    }

    @Property
    void ofAnyCutIntoBatchesEndLikeTheLog(@ForAll("logs") List<Step> log, @ForAll("sizes") int batchSize) {
        List<Row> rows = rows(log, 0);
        Target oneByOne = new Target();
        rows.forEach(oneByOne::apply);

        Target batched = new Target();
        for (int from = 0; from < rows.size(); from += batchSize) {
            applyCollapsed(batched, rows.subList(from, Math.min(rows.size(), from + batchSize)));
        }

        assertThat(batched.rows).isEqualTo(oneByOne.rows);
    }

    @Property
    void changeNothingWhenPartOfTheLogIsReplayed(
            @ForAll("logs") List<Step> log, @ForAll("sizes") int from, @ForAll("sizes") int length) {
        List<Row> rows = rows(log, 0);
        Target target = new Target();
        applyCollapsed(target, rows);
        Map<List<Object>, Long> before = Map.copyOf(target.rows);
        int start = Math.min(from, rows.size());

        applyCollapsed(target, rows.subList(start, Math.min(rows.size(), start + length)));

        assertThat(target.rows).isEqualTo(before);
    }

    @Property
    void holdEachKeyOnce(@ForAll("logs") List<Step> log) {
        for (Segment segment : Segment.of(rows(log, 0))) {
            LastVersions last = LastVersions.of(segment.rows());
            List<List<Object>> keys = new ArrayList<>();
            last.upserts().forEach(row -> keys.add(row.key()));
            last.deletions().forEach(row -> keys.add(row.key()));

            assertThat(keys).doesNotHaveDuplicates();
        }
    }

    @Property
    void areByOffsetThoughTheyArriveInAnotherOrder(@ForAll("logs") List<Step> log) {
        List<Row> rows = rows(log, 0);
        List<Row> reversed = new ArrayList<>(rows);
        java.util.Collections.reverse(reversed);
        Target forward = new Target();
        Target backward = new Target();

        LastVersions.of(rows).upserts().forEach(forward::apply);
        LastVersions.of(reversed).upserts().forEach(backward::apply);

        assertThat(backward.rows).isEqualTo(forward.rows);
    }

    private static void applyCollapsed(Target target, List<Row> rows) {
        for (Segment segment : Segment.of(rows)) {
            LastVersions last = LastVersions.of(segment.rows());
            last.upserts().forEach(target::apply);
            last.deletions().forEach(target::apply);
        }
    }

    private static List<Row> rows(List<Step> log, int partition) {
        List<SinkRecord> records = new ArrayList<>();
        for (Step step : log) {
            records.add(
                    step.delete()
                            ? Records.tombstone(partition, records.size(), step.key())
                            : Records.version(partition, records.size(), step.key()));
        }
        return new RowMapper(CONFIG).map(records).rows();
    }

    @Provide
    Arbitrary<List<Step>> logs() {
        return Combinators.combine(Arbitraries.longs().between(0, 4), Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, 30);
    }
}
