package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.sink.SinkRecord;

/** A double holds 15 to 17 significant digits. */
@Flaw(
        id = "M71",
        defect = "decimals go through double",
        reportedIn = "confluentinc/kafka-connect-storage-cloud#568",
        trigger = "a decimal of more than 15 digits",
        anomalies = {"CORRUPTED"},
        scenario = "types-and-precision")
public final class M71DoubleDecimalsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M71DoubleDecimalsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the way through a double. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(Fields.changed(records, Decimal.LOGICAL_NAME, Task::throughDouble));
        }

        private static Object throughDouble(Object value) {
            BigDecimal decimal = (BigDecimal) value;
            return new BigDecimal(decimal.doubleValue()).setScale(decimal.scale(), RoundingMode.HALF_UP);
        }
    }
}
