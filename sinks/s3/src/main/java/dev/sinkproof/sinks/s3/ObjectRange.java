package dev.sinkproof.sinks.s3;

import java.util.Map;
import java.util.Optional;

/**
 * Which part of the source log an object holds, as its metadata says.
 *
 * @param topic source topic
 * @param partition source partition
 * @param first offset of its first record
 * @param last offset of its last record
 * @param records how many records it holds
 * @param next where the chunk that it is a part of ends: the first offset after it
 * @param files how many objects the chunk has
 * @param attempt tells one making of the object from every other
 */
public record ObjectRange(
        String topic, int partition, long first, long last, long records, long next, int files, String attempt) {
    private static final String TOPIC = "kafka-topic";
    private static final String PARTITION = "kafka-partition";
    private static final String FIRST = "kafka-first-offset";
    private static final String LAST = "kafka-last-offset";
    private static final String RECORDS = "kafka-record-count";
    private static final String NEXT = "kafka-next-offset";
    private static final String FILES = "kafka-chunk-files";
    private static final String ATTEMPT = "kafka-attempt";

    void writeTo(Map<String, String> metadata) {
        metadata.put(TOPIC, topic);
        metadata.put(PARTITION, Integer.toString(partition));
        metadata.put(FIRST, Long.toString(first));
        metadata.put(LAST, Long.toString(last));
        metadata.put(RECORDS, Long.toString(records));
        metadata.put(NEXT, Long.toString(next));
        metadata.put(FILES, Integer.toString(files));
        metadata.put(ATTEMPT, attempt);
    }

    /** Empty when the metadata is not this connector's. */
    static Optional<ObjectRange> readFrom(Map<String, String> metadata) {
        try {
            return Optional.of(new ObjectRange(
                    present(metadata, TOPIC),
                    Integer.parseInt(present(metadata, PARTITION)),
                    Long.parseLong(present(metadata, FIRST)),
                    Long.parseLong(present(metadata, LAST)),
                    Long.parseLong(present(metadata, RECORDS)),
                    Long.parseLong(present(metadata, NEXT)),
                    Integer.parseInt(present(metadata, FILES)),
                    present(metadata, ATTEMPT)));
        } catch (NumberFormatException absentOrForeign) {
            return Optional.empty();
        }
    }

    private static String present(Map<String, String> metadata, String name) {
        String value = metadata.get(name);
        if (value == null) {
            throw new NumberFormatException("no " + name);
        }
        return value;
    }

    /** Whether both hold the same records of chunks that end at the same place. */
    boolean sameRecords(ObjectRange other) {
        return beginsLike(other)
                && last == other.last
                && records == other.records
                && next == other.next
                && files == other.files;
    }

    boolean beginsLike(ObjectRange other) {
        return topic.equals(other.topic) && partition == other.partition && first == other.first;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + first + ".." + last + " (" + records + " records)";
    }
}
