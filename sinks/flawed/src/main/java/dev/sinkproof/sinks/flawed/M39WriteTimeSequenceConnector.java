package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rows are guarded, but a record that is replayed gets a higher number than all that were written before it, newer versions of its key among them. */
@Flaw(
        id = "M39",
        defect = "which version of a key is the last one, a sequence decides that is taken at write time",
        reportedIn = "Aiven-Open/bigquery-connector-for-apache-kafka#182",
        trigger = "a replay that stops midway, or a zombie",
        anomalies = {"STALE", "RESURRECTED"},
        scenario = "replay-stops-midway",
        mode = "idempotent")
public final class M39WriteTimeSequenceConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M39WriteTimeSequenceConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        /** Microseconds since the epoch, so that it also rises from one task to the next. */
        private long sequence;

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the number that guards the row is not the record's offset. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records.stream().map(this::numbered).toList());
        }

        private SinkRecord numbered(SinkRecord record) {
            sequence = Math.max(sequence + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            return new SinkRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    record.valueSchema(),
                    record.value(),
                    record.kafkaOffset(),
                    record.timestamp(),
                    record.timestampType(),
                    record.headers(),
                    record.originalTopic(),
                    record.originalKafkaPartition(),
                    sequence);
        }
    }
}
