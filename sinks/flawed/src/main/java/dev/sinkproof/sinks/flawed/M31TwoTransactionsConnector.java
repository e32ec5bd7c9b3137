package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Defect M31: rows and their offset are two transactions, though exactly-once is claimed. A crash between the two has the
 * rows written again.
 *
 * <p>Reported in scylladb/kafka-connect-scylladb PR#46. Needs {@code delivery.mode=exactly-once}.
 */
public final class M31TwoTransactionsConnector extends JdbcSinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M31TwoTransactionsConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M31TwoTransactionsTask.class;
    }
}
