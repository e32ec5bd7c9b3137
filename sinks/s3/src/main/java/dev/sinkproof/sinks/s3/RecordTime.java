package dev.sinkproof.sinks.s3;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** When a record happened, as the configuration has it. */
@FunctionalInterface
interface RecordTime {
    /** @throws DataException when the record does not tell */
    Instant of(SinkRecord record);

    static RecordTime from(S3SinkConfig config, Clock clock) {
        return switch (config.timeSource()) {
            case "record" -> RecordTime::timestamp;
            case "field" -> field(new FieldPath(config.timeField()));
            case "wall-clock" -> record -> clock.instant();
            default -> throw new IllegalArgumentException("no time source " + config.timeSource());
        };
    }

    private static Instant timestamp(SinkRecord record) {
        if (record.timestamp() == null || record.timestamp() < 0) {
            throw new DataException("the record has no timestamp");
        }
        return Instant.ofEpochMilli(record.timestamp());
    }

    private static RecordTime field(FieldPath path) {
        return record -> {
            FieldPath.Found found = path.in(record);
            if (found.value() instanceof Date date) {
                return date.toInstant();
            }
            if (found.value() instanceof Long number) {
                boolean micros = found.schema() != null
                        && AvroSchemas.MICRO_TIMESTAMP.equals(found.schema().name());
                return Instant.EPOCH.plus(number, micros ? ChronoUnit.MICROS : ChronoUnit.MILLIS);
            }
            if (found.value() instanceof String text) {
                return parsed(path, text);
            }
            throw new DataException(
                    "field " + path.path() + " holds no time: " + found.value().getClass());
        };
    }

    private static Instant parsed(FieldPath path, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new DataException("field " + path.path() + " holds no time in ISO 8601 with an offset", e);
        }
    }
}
