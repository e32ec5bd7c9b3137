package dev.sinkproof.sinks.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.kafka.common.TopicPartition;

/**
 * Rows and deletions are guarded by their source offset (see {@link Statements}), and at most one session at a time
 * writes records of a source partition.
 *
 * <p>Why guards alone do not do: a zombie that inserts an old version of a key and the new owner that deletes the key may
 * run at the same time. The zombie's statement sees no tombstone yet, waits for the owner's row lock, finds the row gone
 * when the owner has committed, and inserts: the key is back. With the lock, whoever comes second starts its statements
 * after the first has committed, so READ COMMITTED shows it every row and tombstone of the first, and its older records
 * yield.
 *
 * <p>The lock is PostgreSQL's, bound to the transaction: it ends with the commit, the rollback or the session, never
 * later. A worker that is paused inside a transaction loses its session after {@code idle.transaction.timeout.ms}. Locks
 * are taken in one order everywhere, so they cannot deadlock with each other.
 */
final class IdempotentDelivery extends Delivery {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(id) FROM unnest(?::int8[]) AS id";

    private final JdbcSinkConfig config;

    IdempotentDelivery(JdbcSinkConfig config) {
        this.config = config;
    }

    @Override
    protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
        lock(connection, chunk);
        rows.apply(connection);
        connection.commit();
    }

    private void lock(Connection connection, Chunk chunk) throws SQLException {
        Long[] ids = chunk.nextOffsets().keySet().stream()
                .map(this::lockId)
                .distinct()
                .sorted()
                .toArray(Long[]::new);
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, connection.createArrayOf("int8", ids));
            statement.execute();
        }
    }

    /**
     * The same for every task of every connector that writes this source partition with the same table setting. Two
     * partitions that share an id by chance merely wait for each other.
     */
    long lockId(TopicPartition partition) {
        String name = config.getString(JdbcSinkConfig.TABLE_NAME_FORMAT)
                + '\0'
                + partition.topic()
                + '\0'
                + partition.partition();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
