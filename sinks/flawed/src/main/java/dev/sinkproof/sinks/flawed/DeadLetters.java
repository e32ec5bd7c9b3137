package dev.sinkproof.sinks.flawed;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Parks whole batches, which a sink should not do. */
final class DeadLetters {
    private DeadLetters() {}

    /**
     * Parks all records, and waits until they are parked.
     *
     * @throws ConnectException when there is nowhere to park them: the reason itself
     */
    static void park(SinkTaskContext context, Collection<SinkRecord> records, ConnectException reason) {
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw reason;
        }
        for (SinkRecord record : records) {
            await(reporter.report(record, reason));
        }
    }

    private static void await(Future<Void> report) {
        try {
            report.get();
        } catch (ExecutionException e) {
            throw new ConnectException("a record could not be parked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while a record was parked", e);
        }
    }
}
