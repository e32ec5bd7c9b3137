package dev.sinkproof.sinks.jdbc;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Parks records that cannot be written.
 *
 * <p>A report is finished before the transaction that skips the record commits, because a crash in between must not lose
 * the record. When that transaction then fails, the record's redelivery in the same task is not reported again. Not
 * thread-safe.
 */
final class ErrantRecords {
    private final ErrantRecordReporter reporter;
    private final Set<Place> reported = new HashSet<>();

    private record Place(TopicPartition partition, long offset) {}

    /** @param reporter null when Connect offers none: an errant record then fails the task */
    ErrantRecords(ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /** @throws ConnectException when the record cannot be parked; names it */
    void report(SinkRecord record, Exception reason) {
        DataException error = new DataException(
                "record " + Source.describe(record) + " cannot be written: " + reason.getMessage(), reason);
        if (reporter == null) {
            throw error;
        }
        if (reported.add(new Place(Source.partition(record), Source.offset(record)))) {
            park(record, error);
        }
    }

    private void park(SinkRecord record, DataException error) {
        try {
            reporter.report(record, error).get();
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "record " + Source.describe(record) + " could neither be written nor reported", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while record " + Source.describe(record) + " was reported", e);
        }
    }

    /** The batch is done; what comes later is another delivery. */
    void putDone() {
        reported.clear();
    }
}
