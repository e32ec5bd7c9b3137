package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.Chunk;
import dev.sinkproof.sinks.jdbc.Delivery;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.RowWork;
import dev.sinkproof.sinks.jdbc.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** That makes a replay harmless, and takes the new topic for one. */
@Flaw(
        id = "M43",
        defect = "any record at or below the highest offset ever kept in the target is dropped",
        reportedIn = "snowflakedb/snowflake-kafka-connector#690",
        trigger = "the topic is deleted and created again",
        anomalies = {"LOST", "SILENT"},
        scenario = "topic-recreated",
        settings = {"sinkproof.contract.guarantee=effectively-once"})
public final class M43HighestOffsetConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M43HighestOffsetConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        protected Delivery newDelivery(JdbcSinkConfig config) {
            return new BehindTheHighest();
        }
    }

    private static final class BehindTheHighest extends Delivery {
        private static final String HIGHEST = "SELECT __source_partition, max(__source_offset) FROM %s"
                + " WHERE __source_topic = ? GROUP BY __source_partition";

        private final Map<TopicPartition, Long> highest = new HashMap<>();

        @Override
        protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
            rows.apply(connection);
            connection.commit();
        }

        @Override
        protected void opened(Collection<TopicPartition> partitions, Session session) throws SQLException {
            for (String topic :
                    partitions.stream().map(TopicPartition::topic).distinct().toList()) {
                read(session.connection(), topic);
            }
            session.connection().commit();
        }

        private void read(Connection connection, String topic) throws SQLException {
            String table = '"' + topic + '"';
            if (!exists(connection, table)) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(HIGHEST.formatted(table))) {
                statement.setString(1, topic);
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    highest.put(new TopicPartition(topic, rows.getInt(1)), rows.getLong(2));
                }
            }
        }

        private static boolean exists(Connection connection, String table) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
                statement.setString(1, table);
                ResultSet row = statement.executeQuery();
                return row.next() && row.getBoolean(1);
            }
        }

        /** The defect: an offset says nothing about a topic that is another one by now. */
        @Override
        protected List<SinkRecord> admit(Collection<SinkRecord> batch) {
            return super.admit(batch).stream()
                    .filter(record ->
                            record.originalKafkaOffset() > highest.getOrDefault(Offsets.partition(record), -1L))
                    .toList();
        }

        @Override
        protected void written(Chunk chunk) {
            super.written(chunk);
            chunk.nextOffsets().forEach((partition, next) -> highest.merge(partition, next - 1, Math::max));
        }
    }
}
