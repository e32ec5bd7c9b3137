package dev.sinkproof.workload;

import org.apache.kafka.connect.data.SchemaAndValue;

/** Makes the bytes of keys, or of values. Not safe for use by several threads at once. */
public interface DataEncoder extends AutoCloseable {
    /** @param data with a schema, and not null */
    byte[] encode(SchemaAndValue data);

    @Override
    void close();
}
