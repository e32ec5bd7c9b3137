package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets table: for each connector and source partition, the next offset to write and the epoch of the task that may
 * write it. All methods work in the caller's transaction unless they say otherwise.
 */
final class OffsetStore {
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS %s (connector text NOT NULL, topic text NOT NULL,"
            + " partition integer NOT NULL, next_offset bigint, epoch bigint NOT NULL,"
            + " updated_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (connector, topic, partition))";
    private static final String CLAIM =
            "INSERT INTO %s AS held (connector, topic, partition, epoch) VALUES (?, ?, ?, 1)"
                    + " ON CONFLICT (connector, topic, partition) DO UPDATE SET epoch = held.epoch + 1, updated_at = now()"
                    + " RETURNING next_offset, epoch";
    private static final String READ =
            "SELECT next_offset, epoch FROM %s WHERE connector = ? AND topic = ? AND partition = ?";
    private static final String ADVANCE = "UPDATE %s AS held SET next_offset = incoming.next, updated_at = now()"
            + " FROM unnest(?::text[], ?::int4[], ?::int8[], ?::int8[], ?::int8[])"
            + " AS incoming (topic, partition, epoch, expected, next)"
            + " WHERE held.connector = ? AND held.topic = incoming.topic AND held.partition = incoming.partition"
            + " AND held.epoch = incoming.epoch AND held.next_offset IS NOT DISTINCT FROM incoming.expected";
    private static final String ALTER = "INSERT INTO %s AS held (connector, topic, partition, next_offset, epoch)"
            + " VALUES (?, ?, ?, ?, 1) ON CONFLICT (connector, topic, partition) DO UPDATE"
            + " SET next_offset = EXCLUDED.next_offset, epoch = held.epoch + 1, updated_at = now()";
    private static final String RESET_ALL =
            "UPDATE %s SET next_offset = NULL, epoch = epoch + 1, updated_at = now() WHERE connector = ?";
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final TableName table;
    private final String connector;

    OffsetStore(TableName table, String connector) {
        this.table = table;
        this.connector = connector;
    }

    /**
     * What is kept for a partition.
     *
     * @param nextOffset the next offset to write; null when none was written: the consumer group's position holds
     * @param epoch counts the claims
     */
    record Stored(Long nextOffset, long epoch) {}

    /**
     * A step forward.
     *
     * @param epoch the claim it is made under
     * @param expected the stored next offset it starts from; may be null
     * @param next the new one
     */
    record Advance(long epoch, Long expected, long next) {}

    /** Creates the table when it is missing. Commits. */
    void ensureTable(Connection connection) throws SQLException {
        CatalogChange.run(connection, c -> {
            if (!TableCatalog.exists(c, table)) {
                CatalogChange.execute(c, sql(TABLE));
            }
        });
    }

    /**
     * Takes partitions over: whoever claimed them before can no longer advance them. Waits for transactions of earlier
     * owners that are being committed, so what it returns is final.
     */
    Map<TopicPartition, Stored> claim(Connection connection, Collection<TopicPartition> partitions)
            throws SQLException {
        return query(connection, CLAIM, partitions);
    }

    /** What is kept for partitions; a partition that nobody claimed is missing in the result. */
    Map<TopicPartition, Stored> read(Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        return query(connection, READ, partitions);
    }

    /** In one order everywhere, so that two owners of the same partitions cannot deadlock. */
    private Map<TopicPartition, Stored> query(
            Connection connection, String template, Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Stored> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql(template))) {
            for (TopicPartition partition : partitions.stream().sorted(ORDER).toList()) {
                bindKey(statement, partition);
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        found.put(partition, new Stored(row.getObject(1, Long.class), row.getLong(2)));
                    }
                }
            }
        }
        return found;
    }

    /** Moves partitions on. Returns how many still had the expected epoch and offset; the others did not move. */
    int advance(Connection connection, Map<TopicPartition, Advance> advances) throws SQLException {
        List<TopicPartition> partitions = new ArrayList<>(advances.keySet());
        partitions.sort(ORDER);
        List<Advance> steps = partitions.stream().map(advances::get).toList();
        try (PreparedStatement statement = connection.prepareStatement(sql(ADVANCE))) {
            bindArray(
                    statement,
                    1,
                    "text",
                    partitions.stream().map(TopicPartition::topic).toArray(String[]::new));
            bindArray(
                    statement,
                    2,
                    "int4",
                    partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new));
            bindArray(statement, 3, "int8", steps.stream().map(Advance::epoch).toArray(Long[]::new));
            bindArray(
                    statement, 4, "int8", steps.stream().map(Advance::expected).toArray(Long[]::new));
            bindArray(statement, 5, "int8", steps.stream().map(Advance::next).toArray(Long[]::new));
            statement.setString(6, connector);
            return statement.executeUpdate();
        }
    }

    /** Sets next offsets, null for none, and fences whoever holds the partitions. An empty map resets all. */
    void alter(Connection connection, Map<TopicPartition, Long> nextOffsets) throws SQLException {
        if (nextOffsets.isEmpty()) {
            resetAll(connection);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql(ALTER))) {
            for (TopicPartition partition :
                    nextOffsets.keySet().stream().sorted(ORDER).toList()) {
                bindKey(statement, partition);
                statement.setObject(4, nextOffsets.get(partition), Types.BIGINT);
                statement.executeUpdate();
            }
        }
    }

    private void resetAll(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(RESET_ALL))) {
            statement.setString(1, connector);
            statement.executeUpdate();
        }
    }

    private void bindKey(PreparedStatement statement, TopicPartition partition) throws SQLException {
        statement.setString(1, connector);
        statement.setString(2, partition.topic());
        statement.setInt(3, partition.partition());
    }

    private static void bindArray(PreparedStatement statement, int parameter, String type, Object[] elements)
            throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, elements));
    }

    private String sql(String template) {
        return template.replace("%s", table.quoted());
    }
}
