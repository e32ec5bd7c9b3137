package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.Chunk;
import dev.sinkproof.sinks.jdbc.Delivery;
import dev.sinkproof.sinks.jdbc.DeliveryMode;
import dev.sinkproof.sinks.jdbc.ExactlyOnceDelivery;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.RowWork;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.common.config.ConfigException;

/** Exactly-once is claimed, but a crash between the two transactions has the rows written again. */
@Flaw(
        id = "M31",
        defect = "rows and their offset are two transactions",
        reportedIn = "scylladb/kafka-connect-scylladb PR#46",
        trigger = "a crash between the two",
        anomalies = {"DUPLICATED"},
        scenario = "crash-after-target-write",
        mode = "exactly-once")
public final class M31TwoTransactionsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M31TwoTransactionsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        protected Delivery newDelivery(JdbcSinkConfig config) {
            if (config.deliveryMode() != DeliveryMode.EXACTLY_ONCE) {
                throw new ConfigException(
                        "delivery.mode must be exactly-once: the other modes keep no offset that could be a second transaction");
            }
            return new ExactlyOnceDelivery(config, context) {
                /** The defect: the first commit. */
                @Override
                protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
                    rows.apply(connection);
                    connection.commit();
                    advance(connection, chunk);
                    connection.commit();
                }
            };
        }
    }
}
