package dev.sinkproof.sinks.s3;

import org.apache.avro.Schema;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Values of one Connect schema as Avro values. */
final class AvroRecords {
    private final org.apache.kafka.connect.data.Schema connect;
    private final Schema avro;

    private AvroRecords(org.apache.kafka.connect.data.Schema connect, Schema avro) {
        this.connect = connect;
        this.avro = avro;
    }

    /** @throws DataException when Avro cannot hold values of the schema */
    static AvroRecords of(org.apache.kafka.connect.data.Schema schema) {
        if (schema == null) {
            throw new DataException(
                    "formats avro and parquet need values with a schema, but this one has none; use a converter that"
                            + " keeps schemas, or format=json");
        }
        return new AvroRecords(schema, new AvroSchemas().of(schema));
    }

    Schema schema() {
        return avro;
    }

    /** @throws DataException when the value does not fit the schema */
    Object of(SinkRecord record) {
        ConnectSchema.validateValue(connect, record.value());
        return AvroValues.of(avro, connect, record.value());
    }
}
