package dev.sinkproof.sinks.jdbc;

import java.util.List;

/** The columns that say which record a row comes from. */
final class SourceColumns {
    static final String TOPIC = "__source_topic";
    static final String PARTITION = "__source_partition";
    static final String OFFSET = "__source_offset";

    static final List<Column> ALL = List.of(
            new Column(TOPIC, ColumnType.STRING),
            new Column(PARTITION, ColumnType.INT32),
            new Column(OFFSET, ColumnType.INT64));

    private SourceColumns() {}

    static boolean reserved(String column) {
        return column.equals(TOPIC) || column.equals(PARTITION) || column.equals(OFFSET);
    }
}
