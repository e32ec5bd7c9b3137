package dev.sinkproof.sinks.s3;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Parks records that cannot be written. A report is finished before the record is passed by. */
final class ErrantRecords {
    private final ErrantRecordReporter reporter;

    /** @param reporter null when Connect offers none: an errant record then fails the task */
    ErrantRecords(ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /** @throws ConnectException when the record cannot be parked; names it */
    void report(SinkRecord record, DataException reason) {
        DataException error = new DataException(
                "record " + Source.describe(record) + " cannot be written: " + reason.getMessage(), reason);
        if (reporter == null) {
            throw error;
        }
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
}
