package dev.sinkproof.sinks.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Which folder below its topic's a record goes to. */
@FunctionalInterface
interface Partitioner {
    /**
     * The folder, without slashes at its ends.
     *
     * @param chunkStart the time of the first record of the open chunk; null when this is the first
     * @throws DataException when the record does not have what the folder is made of
     */
    String folder(SinkRecord record, Instant chunkStart);

    static Partitioner from(S3SinkConfig config, RecordTime time) {
        return switch (config.partitioner()) {
            case "default" -> (record, start) -> "partition=" + record.originalKafkaPartition();
            case "field" ->
                byFields(config.partitionFields().stream().map(FieldPath::new).toList());
            case "time" -> byTime(config, time);
            default -> throw new IllegalArgumentException("no partitioner " + config.partitioner());
        };
    }

    private static Partitioner byFields(List<FieldPath> paths) {
        return (record, start) -> paths.stream()
                .map(path -> path.path() + "=" + text(path, record))
                .collect(Collectors.joining("/"));
    }

    /** Whatever the text holds, it is one folder: slashes and the like are escaped as in a URL. */
    private static String text(FieldPath path, SinkRecord record) {
        Object value = path.in(record).value();
        boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        if (!scalar || value instanceof Struct) {
            throw new DataException(
                    "field " + path.path() + " is no text, number or flag, so that no folder can be named after it");
        }
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Partitioner byTime(S3SinkConfig config, RecordTime time) {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(config.partitionTimePath()).withZone(config.timeZone());
        return (record, start) -> {
            Instant own = time.of(record);
            String folder = format.format(own);
            boolean late = start != null && own.isBefore(start) && !folder.equals(format.format(start));
            return late ? late(config, folder, format.format(start)) : folder;
        };
    }

    private static String late(S3SinkConfig config, String own, String current) {
        return switch (config.lateRecords()) {
            case "own" -> own;
            case "current" -> current;
            case "error" ->
                throw new DataException("the record is late: it belongs to " + own + ", and " + current + " has begun ("
                        + S3SinkConfig.LATE_RECORDS + "=error)");
            default -> throw new IllegalArgumentException("no late-record policy " + config.lateRecords());
        };
    }
}
