package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What remains of rows when each key's earlier versions are dropped: no key is in both lists, nor twice in one.
 *
 * <p>Writing the remains has the same result as writing all rows one after the other, except that a version which another
 * one of the same batch replaces is never shown to the target, so the target cannot refuse it either.
 *
 * @param upserts rows to write
 * @param deletions keys to delete
 */
record LastVersions(List<Row> upserts, List<Row> deletions) {

    static LastVersions of(List<Row> rows) {
        Map<List<Object>, Row> last = new LinkedHashMap<>();
        for (Row row : rows) {
            last.merge(row.key(), row, LastVersions::later);
        }
        return split(last.values());
    }

    /** By offset within a partition; rows of different partitions have no order but that of their arrival. */
    private static Row later(Row held, Row arrived) {
        boolean older = Source.samePartition(held.source(), arrived.source())
                && Source.offset(arrived.source()) < Source.offset(held.source());
        return older ? held : arrived;
    }

    private static LastVersions split(Collection<Row> rows) {
        List<Row> upserts = new ArrayList<>(rows.size());
        List<Row> deletions = new ArrayList<>();
        for (Row row : rows) {
            (row.deletion() ? deletions : upserts).add(row);
        }
        return new LastVersions(upserts, deletions);
    }
}
