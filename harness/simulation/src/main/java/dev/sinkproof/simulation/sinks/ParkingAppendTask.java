package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.RowRefusedException;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** At least once, and what the target refuses goes to the dead letter queue: it is there before anything after it is written. */
public class ParkingAppendTask extends AppendTask {
    private List<SinkRecord> batch = List.of();

    public ParkingAppendTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        batch = new ArrayList<>(records);
        super.put(records);
    }

    @Override
    protected void write(List<Row> rows) {
        List<Row> left = new ArrayList<>(rows);
        while (!left.isEmpty()) {
            try {
                client.append(left);
                left.clear();
            } catch (RowRefusedException e) {
                refused(left, e);
            }
        }
    }

    /** One of the rows that are left will never be taken: takes out what is not to be tried again. */
    protected void refused(List<Row> left, RowRefusedException e) {
        park(left.remove(e.index()), e);
    }

    /** When this returns, the record is in the queue. */
    protected final void park(Row row, RuntimeException reason) {
        try {
            report(row, reason).get();
        } catch (ExecutionException e) {
            throw new ConnectException("a record could neither be written nor parked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while a record was parked", e);
        }
    }

    protected final Future<Void> report(Row row, RuntimeException reason) {
        SinkRecord record = batch.stream()
                .filter(one -> one.originalKafkaOffset() == row.sourceOffset()
                        && WrittenOffsets.partition(one).equals(row.partition()))
                .findFirst()
                .orElseThrow();
        return context.errantRecordReporter().report(record, reason);
    }
}
