package dev.sinkproof.workload;

/** As what records are written to Kafka. Safe for use by several threads. */
public interface RecordFormat {
    /** As Connect's own JSON converter writes with schemas enabled: it, and converters that take bytes or text as they are, can read that. */
    RecordFormat JSON = topic -> {
        JsonEncoder both = new JsonEncoder(topic);
        return new Encoders(both, both);
    };

    /** What makes keys and values; perhaps one for both. */
    record Encoders(DataEncoder keys, DataEncoder values) implements AutoCloseable {
        @Override
        public void close() {
            keys.close();
            if (values != keys) {
                values.close();
            }
        }
    }

    /** New encoders for one thread's use, to be closed by it. */
    Encoders open(String topic);
}
