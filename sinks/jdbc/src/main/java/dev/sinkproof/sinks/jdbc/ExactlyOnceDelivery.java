package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chunk's rows and its offsets are one transaction. The offsets table decides where a task goes on, whatever the consumer
 * group says.
 *
 * <p>Opening a partition claims it: its epoch goes up by one. Every write first moves the offsets on, on condition that
 * epoch and offset are as this task left them. That locks the partition's row until the end of the transaction, so a claim
 * waits for a commit that is under way and then sees its offset; and a zombie, whose epoch is old, moves nothing on and
 * fails before it writes. It hears at its next poll what it has lost; what Connect still assigns to it then it claims anew, and goes on
 * where the table says.
 */
public class ExactlyOnceDelivery extends Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnceDelivery.class);

    private final OffsetStore store;
    private final SinkTaskContext context;
    private final PartitionClaims claims = new PartitionClaims();
    private boolean tableEnsured;

    /** @param context told where to go on */
    public ExactlyOnceDelivery(JdbcSinkConfig config, SinkTaskContext context) {
        this.store = new OffsetStore(config.offsetsTable(), config.connectorName());
        this.context = context;
    }

    /** Offsets first, in one transaction with the rows. */
    @Override
    protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
        advance(connection, chunk);
        rows.apply(connection);
        connection.commit();
    }

    /**
     * Moves the chunk's offsets on, within the connection's transaction.
     *
     * @throws FencedException when another task has claimed one of its partitions
     */
    protected final void advance(Connection connection, Chunk chunk) throws SQLException {
        Map<TopicPartition, Long> next = chunk.nextOffsets();
        if (store.advance(connection, claims.advances(next)) != next.size()) {
            claims.confirmed(store.read(connection, claims.held()));
            // Still this task's claim: a commit whose answer was lost has moved the offset since.
            throw new SQLTransientException("stored offsets have moved on", "40001");
        }
    }

    @Override
    protected void opened(Collection<TopicPartition> partitions, Session session) throws SQLException {
        claims.opened(partitions);
        claimOpen(session, true);
    }

    @Override
    protected void prepare(Session session) throws SQLException {
        claimOpen(session, false);
        if (claims.inDoubt() && !claims.held().isEmpty()) {
            claims.confirmed(store.read(session.connection(), claims.held()));
            session.connection().commit();
        }
    }

    private void claimOpen(Session session, boolean rewound) throws SQLException {
        Set<TopicPartition> unclaimed = claims.unclaimed();
        if (unclaimed.isEmpty()) {
            return;
        }
        ensureTable(session.connection());
        Map<TopicPartition, OffsetStore.Stored> stored = store.claim(session.connection(), unclaimed);
        session.connection().commit();
        LOG.info("Claimed {}", stored);
        rewind(claims.claimed(stored, rewound));
    }

    private void ensureTable(Connection connection) throws SQLException {
        if (!tableEnsured) {
            store.ensureTable(connection);
            tableEnsured = true;
        }
    }

    private void rewind(Map<TopicPartition, Long> offsets) {
        if (!offsets.isEmpty()) {
            context.offset(offsets);
        }
    }

    @Override
    protected List<SinkRecord> admit(Collection<SinkRecord> batch) {
        PartitionClaims.Admission admission = claims.admit(batch);
        rewind(admission.rewinds());
        if (admission.skipped() > 0) {
            LOG.info(
                    "Skipped {} records that are in the target already or will be delivered again",
                    admission.skipped());
        }
        if (admission.unowned() > 0) {
            LOG.warn("Skipped {} records of partitions that this task does not hold", admission.unowned());
        }
        return admission.records();
    }

    @Override
    protected void written(Chunk chunk) {
        claims.advanced(chunk.nextOffsets());
    }

    @Override
    protected void putDone() {
        claims.putDone();
    }

    @Override
    protected void disturbed() {
        claims.doubt();
    }

    @Override
    protected void closed(Collection<TopicPartition> partitions) {
        claims.closed(partitions);
    }

    @Override
    protected Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        return claims.committable(delivered);
    }

    @Override
    protected boolean isDurable(TopicPartition partition, long nextOffset) {
        return claims.isDurable(partition, nextOffset);
    }
}
