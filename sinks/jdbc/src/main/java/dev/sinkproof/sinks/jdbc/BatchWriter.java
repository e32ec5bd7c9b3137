package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches from the task to the target, chunk by chunk, and knows what a failure means. Not thread-safe. */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final int batchSize;
    private final Session session;
    private final Delivery delivery;
    private final RowMapper mapper;
    private final TableCatalog catalog;
    private final ErrantRecords errant;
    private final RowWriter writer;
    private final Retries retries;
    /**
     * Partitions of a batch that is to be delivered again. A rebalance may drop that batch, and Connect 4.3.1 then takes its records for delivered at
     * the next put, though they have yet to come (WorkerSinkTask keeps their offsets). Nothing of these partitions is committed until records of
     * them have been written again.
     */
    private final Set<TopicPartition> unsettled = new HashSet<>();

    BatchWriter(
            JdbcSinkConfig config,
            SinkTaskContext context,
            Delivery delivery,
            TableCatalog catalog,
            ErrantRecords errant) {
        this.batchSize = config.batchSize();
        this.session = new Session(config);
        this.delivery = delivery;
        this.mapper = new RowMapper(config);
        this.catalog = catalog;
        this.errant = errant;
        this.writer = new RowWriter(TableWriter.of(config), errant);
        this.retries = new Retries(config, context);
    }

    /** A transient failure is put off to the next batch: a task that throws here would be gone for good. */
    void open(Collection<TopicPartition> partitions) {
        try {
            delivery.opened(partitions, session);
        } catch (SQLException e) {
            abandon();
            if (!SqlErrors.isTransient(e)) {
                throw new ConnectException("opening " + partitions + ": " + SqlErrors.describe(e), e);
            }
            LOG.warn("Opening {} failed and is tried again with the next batch: {}", partitions, SqlErrors.describe(e));
        }
    }

    /**
     * Makes all records durable.
     *
     * @throws org.apache.kafka.connect.errors.RetriableException when the same batch may succeed later; chunks that are
     *     durable by then are not written again
     * @throws ConnectException when it never will
     */
    void put(Collection<SinkRecord> records) {
        String doing = "connecting";
        try {
            delivery.prepare(session);
            for (Chunk chunk : Chunk.split(delivery.admit(records), batchSize)) {
                doing = "writing " + chunk;
                write(chunk);
                delivery.written(chunk);
            }
            putDone();
            unsettled.removeAll(partitions(records));
        } catch (SQLException e) {
            abandon();
            ConnectException failure = retries.failed(doing, e);
            unsettle(failure, records);
            throw failure;
        } catch (FencedException e) {
            abandon();
            retries.pause();
            unsettle(e, records);
            throw e;
        } catch (RuntimeException e) {
            abandon();
            unsettle(e, records);
            throw e;
        }
    }

    private void unsettle(RuntimeException failure, Collection<SinkRecord> records) {
        if (failure instanceof RetriableException) {
            unsettled.addAll(partitions(records));
        }
    }

    private static Set<TopicPartition> partitions(Collection<SinkRecord> records) {
        return records.stream().map(Source::partition).collect(Collectors.toSet());
    }

    private void putDone() {
        delivery.putDone();
        errant.putDone();
        retries.putDone();
    }

    private void abandon() {
        session.drop();
        delivery.disturbed();
    }

    private void write(Chunk chunk) throws SQLException {
        RowMapper.Mapped mapped = mapper.map(chunk.records());
        Connection connection = session.connection();
        try {
            write(connection, chunk, mapped, c -> writer.write(c, mapped.rows()));
        } catch (SQLException e) {
            if (!SqlErrors.isData(e) && !SqlErrors.isStaleSchema(e)) {
                throw e;
            }
            LOG.info("Writing {} record by record where needed, because of: {}", chunk, SqlErrors.describe(e));
            connection.rollback();
            catalog.forget();
            write(connection, chunk, mapped, c -> writer.writeIsolating(c, mapped.rows()));
        }
    }

    private void write(Connection connection, Chunk chunk, RowMapper.Mapped mapped, RowWork rows) throws SQLException {
        for (Segment segment : Segment.of(mapped.rows())) {
            catalog.ensure(connection, segment);
        }
        delivery.write(connection, chunk, c -> {
            mapped.rejected().forEach(rejected -> errant.report(rejected.record(), rejected.reason()));
            rows.apply(c);
        });
    }

    void close(Collection<TopicPartition> partitions) {
        delivery.closed(partitions);
    }

    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(delivery.committable(delivered));
        committable
                .entrySet()
                .removeIf(offset -> unsettled.contains(offset.getKey())
                        && !delivery.isDurable(
                                offset.getKey(), offset.getValue().offset()));
        return committable;
    }

    void stop() {
        session.close();
    }
}
