package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.Chunk;
import dev.sinkproof.sinks.jdbc.Delivery;
import dev.sinkproof.sinks.jdbc.ExactlyOnceDelivery;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.RowWork;
import dev.sinkproof.sinks.jdbc.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Both are in the target, as exactly-once needs it, but not in one transaction. */
@Flaw(
        id = "M30",
        defect = "full chunks are committed at once, but their offset is saved in flush() only",
        reportedIn = "justonedb/kafka-sink-pg-json#18",
        trigger = "a crash after a write, before the next flush",
        anomalies = {"DUPLICATED"},
        scenario = "crash-after-target-write",
        mode = "exactly-once")
public final class M30OffsetSavedInFlushConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M30OffsetSavedInFlushConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        protected Delivery newDelivery(JdbcSinkConfig config) {
            return new SavedInFlush(config, context);
        }
    }

    private static final class SavedInFlush extends ExactlyOnceDelivery {
        private final List<Chunk> unsaved = new ArrayList<>();
        private Session session;

        SavedInFlush(JdbcSinkConfig config, SinkTaskContext context) {
            super(config, context);
        }

        @Override
        protected void opened(Collection<TopicPartition> partitions, Session taskSession) throws SQLException {
            session = taskSession;
            super.opened(partitions, taskSession);
        }

        /** The defect: rows only. */
        @Override
        protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
            rows.apply(connection);
            connection.commit();
        }

        @Override
        protected void written(Chunk chunk) {
            unsaved.add(chunk);
        }

        @Override
        protected Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
            try {
                save();
            } catch (SQLException e) {
                session.drop();
                disturbed();
                throw new RetriableException("offsets cannot be saved", e);
            }
            return super.committable(delivered);
        }

        private void save() throws SQLException {
            while (!unsaved.isEmpty()) {
                advance(session.connection(), unsaved.get(0));
                session.connection().commit();
                super.written(unsaved.remove(0));
            }
        }

        @Override
        protected void closed(Collection<TopicPartition> partitions) {
            unsaved.clear();
            super.closed(partitions);
        }
    }
}
