package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.Chunk;
import dev.sinkproof.sinks.jdbc.Delivery;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.RowWork;
import dev.sinkproof.sinks.jdbc.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The target knows each record by its offset and refuses a second copy. That is an acknowledgement, and not taken as one. */
@Flaw(
        id = "M75",
        defect = "that the target has a record already is fatal",
        reportedIn = "camunda-community-hub/kafka-connect-zeebe#22",
        trigger = "a replay, or a lost acknowledgement",
        anomalies = {"STUCK"},
        scenario = "ack-lost")
public final class M75AlreadyExistsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M75AlreadyExistsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        protected Delivery newDelivery(JdbcSinkConfig config) {
            return new Once();
        }
    }

    private static final class Once extends Delivery {
        private static final String LOCK = "SELECT pg_advisory_xact_lock(75)";
        private static final String TABLE = "CREATE TABLE IF NOT EXISTS known_records"
                + " (topic text, partition integer, record_offset bigint, PRIMARY KEY (topic, partition, record_offset))";
        private static final String INSERT = "INSERT INTO known_records VALUES (?, ?, ?)";

        @Override
        protected void opened(Collection<TopicPartition> partitions, Session session) throws SQLException {
            try (Statement statement = session.connection().createStatement()) {
                statement.execute(LOCK);
                statement.execute(TABLE);
            }
            session.connection().commit();
        }

        /** The defect: a unique violation is let through, and fails the task. */
        @Override
        protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                for (SinkRecord record : chunk.records()) {
                    statement.setString(1, record.originalTopic());
                    statement.setInt(2, record.originalKafkaPartition());
                    statement.setLong(3, record.originalKafkaOffset());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            rows.apply(connection);
            connection.commit();
        }
    }
}
