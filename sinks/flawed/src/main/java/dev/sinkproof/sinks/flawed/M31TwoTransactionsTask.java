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
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The task of {@link M31TwoTransactionsConnector}. */
public final class M31TwoTransactionsTask extends JdbcSinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M31TwoTransactionsTask() {}

    @Override
    protected Delivery newDelivery(JdbcSinkConfig config) {
        if (config.deliveryMode() != DeliveryMode.EXACTLY_ONCE) {
            throw new ConfigException(
                    "delivery.mode must be exactly-once: the other modes keep no offset that could be a second transaction");
        }
        return new TwoTransactions(config, context);
    }

    private static final class TwoTransactions extends ExactlyOnceDelivery {
        TwoTransactions(JdbcSinkConfig config, SinkTaskContext context) {
            super(config, context);
        }

        /** The defect: the first commit. */
        @Override
        protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
            rows.apply(connection);
            connection.commit();
            advance(connection, chunk);
            connection.commit();
        }
    }
}
