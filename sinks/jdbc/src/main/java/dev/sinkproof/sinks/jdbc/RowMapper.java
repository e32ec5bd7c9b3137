package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into rows. Not thread-safe. */
final class RowMapper {
    private final JdbcSinkConfig config;
    /** By topic; deletions come mixed with rows and have another schema, so each kind keeps its last plan. */
    private final Map<String, RecordPlan> rowPlans = new HashMap<>();

    private final Map<String, RecordPlan> deletionPlans = new HashMap<>();

    RowMapper(JdbcSinkConfig config) {
        this.config = config;
    }

    /**
     * What a chunk comes to.
     *
     * @param rows its rows, in the records' order
     * @param rejected its records that cannot be rows, in order
     */
    record Mapped(List<Row> rows, List<Rejected> rejected) {}

    /** A record that cannot be a row, and why. */
    record Rejected(SinkRecord record, DataException reason) {}

    Mapped map(List<SinkRecord> records) {
        List<Row> rows = new ArrayList<>(records.size());
        List<Rejected> rejected = new ArrayList<>();
        for (SinkRecord record : records) {
            try {
                rows.add(row(record));
            } catch (DataException e) {
                rejected.add(new Rejected(record, e));
            }
        }
        return new Mapped(rows, rejected);
    }

    private Row row(SinkRecord record) {
        if (record.value() == null) {
            checkDeletable();
        }
        return plan(record).row(record);
    }

    private void checkDeletable() {
        if (!config.keyed()) {
            throw new DataException("a record without a value (tombstone) cannot be an appended row");
        }
        if (!config.deletes()) {
            throw new DataException("a record without a value (tombstone) deletes its key, but "
                    + JdbcSinkConfig.DELETE_ENABLED + " is false");
        }
    }

    private RecordPlan plan(SinkRecord record) {
        Map<String, RecordPlan> plans = record.value() == null ? deletionPlans : rowPlans;
        RecordPlan last = plans.get(record.topic());
        if (last != null && last.madeFor(record)) {
            return last;
        }
        RecordPlan plan = newPlan(record);
        plans.put(record.topic(), plan);
        return plan;
    }

    private RecordPlan newPlan(SinkRecord record) {
        TableName table = config.tableFor(record.topic());
        return config.keyed() ? RecordPlan.keyed(table, record, config.keyColumn()) : RecordPlan.append(table, record);
    }
}
