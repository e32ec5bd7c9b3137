package dev.sinkproof.sinks.s3;

import java.io.IOException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes records into one file. A record that cannot be written leaves nothing behind. Not thread-safe. */
interface RecordEncoder {
    /**
     * Writes a record.
     *
     * @throws DataException when the format cannot hold it; the file is as it was
     */
    void write(SinkRecord record) throws IOException;

    /** How large the file is so far, before compression where the format tells; a function of the records alone. */
    long bytes();

    /** Writes what is still buffered, and the end of the file. The spool stays open. */
    void finish() throws IOException;
}
