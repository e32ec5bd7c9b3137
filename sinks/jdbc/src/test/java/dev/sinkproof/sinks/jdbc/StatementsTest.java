package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final TableName TABLE = TableName.of("${topic}", "t");
    private static final Column ID = new Column("id", ColumnType.INT64);
    private static final Column AMOUNT = new Column("amount", ColumnType.DECIMAL);
    private static final RowShape SHAPE = new RowShape(TABLE, List.of(ID), List.of(AMOUNT));

    @Test
    void appendOneArrayForEachColumn() {
        assertThat(Statements.insert(TABLE, SHAPE.columns()))
                .isEqualTo("INSERT INTO \"t\" AS held (\"id\", \"amount\") SELECT * FROM"
                        + " unnest(?::int8[], ?::numeric[]) AS incoming (\"id\", \"amount\")");
    }

    @Test
    void replaceByKey() {
        assertThat(Statements.upsert(SHAPE, SHAPE.columns()))
                .endsWith(" ON CONFLICT (\"id\") DO UPDATE SET \"amount\" = EXCLUDED.\"amount\"");
    }

    @Test
    void replaceNothingWhenThereIsOnlyAKey() {
        RowShape keyOnly = new RowShape(TABLE, List.of(ID), List.of());

        assertThat(Statements.upsert(keyOnly, keyOnly.columns())).endsWith(" ON CONFLICT (\"id\") DO NOTHING");
    }

    @Test
    void createTables() {
        assertThat(Statements.createTable(TABLE, SHAPE.columns(), SHAPE.keys()))
                .isEqualTo(
                        "CREATE TABLE IF NOT EXISTS \"t\" (\"id\" bigint, \"amount\" numeric, PRIMARY KEY (\"id\"))");
        assertThat(Statements.createTable(TABLE, SHAPE.columns(), List.of()))
                .isEqualTo("CREATE TABLE IF NOT EXISTS \"t\" (\"id\" bigint, \"amount\" numeric)");
    }

    @Test
    void addColumns() {
        assertThat(Statements.addColumns(TABLE, List.of(AMOUNT)))
                .isEqualTo("ALTER TABLE \"t\" ADD COLUMN IF NOT EXISTS \"amount\" numeric");
    }

    @Test
    void rememberDeletionsOnlyWhereThereAreAny() {
        List<Column> columns = Statements.withSource(SHAPE.columns());

        assertThat(Statements.guardedUpsert(SHAPE, columns, true)).contains("NOT EXISTS", "\"t__tombstones\"");
        assertThat(Statements.guardedUpsert(SHAPE, columns, false)).doesNotContain("__tombstones");
    }
}
