package dev.sinkproof.sinks.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When files become objects, and in which folders. */
@ExtendWith(S3ServerExtension.class)
class RotationIT {
    private static final String TIME = "topics/orders/year=";

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final HandClock clock = new HandClock();

    @Test
    void rotatesByTheClockWhenTheTopicIsIdle(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.wall.clock.ms", "60000");
        task.put(Records.range(0, 0, 3));
        assertThat(context.timeoutMillis()).isBetween(1L, 60_000L);

        clock.advance(Duration.ofSeconds(59));
        task.put(List.of());
        assertThat(bucket.keys()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        task.put(List.of());
        assertThat(bucket.offsets()).containsExactly(0L, 1L, 2L);
        assertThat(Tasks.committable(task, 3)).isEqualTo(3);
        task.stop();
    }

    @Test
    void rotatesByBytes(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.bytes", "100");

        task.put(Records.range(0, 0, 8));

        // 45 bytes a line.
        assertThat(bucket.keys())
                .containsExactly(
                        "topics/orders/partition=0/orders+0+00000000000000000000.json",
                        "topics/orders/partition=0/orders+0+00000000000000000003.json");
        task.stop();
    }

    @Test
    void rotatesByRecordTimeAndKeepsLateRecordsInTheirOwnHour(Bucket bucket) {
        S3SinkTask task = start(bucket, hourly("rotate.record.time.ms", "3600000"));

        task.put(List.of(at(0, "2026-03-01T10:10:00Z"), at(1, "2026-03-01T09:59:00Z"), at(2, "2026-03-01T11:10:00Z")));

        assertThat(bucket.keys())
                .containsExactly(
                        TIME + "2026/month=03/day=01/hour=09/orders+0+00000000000000000001.json",
                        TIME + "2026/month=03/day=01/hour=10/orders+0+00000000000000000000.json");
        assertThat(Tasks.committable(task, 3)).isEqualTo(2);
        task.stop();
    }

    @Test
    void followsTheLateRecordPolicy(Bucket bucket) {
        S3SinkTask current = start(bucket, hourly("late.records", "current", "rotate.records", "2"));
        current.put(List.of(at(0, "2026-03-01T10:10:00Z"), at(1, "2026-03-01T09:59:00Z")));
        assertThat(bucket.keys())
                .containsExactly(TIME + "2026/month=03/day=01/hour=10/orders+0+00000000000000000000.json");
        current.stop();

        S3SinkTask refusing = start(bucket, hourly("late.records", "error", "rotate.records", "2"));
        assertThatThrownBy(() -> refusing.put(List.of(at(2, "2026-03-01T10:10:00Z"), at(3, "2026-03-01T09:59:00Z"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("orders-0@3")
                .hasMessageContaining("late");
        refusing.stop();
    }

    @Test
    void namesFoldersByLocalTimeAcrossTheEndOfSummerTime(Bucket bucket) {
        S3SinkTask task = start(bucket, hourly("time.zone", "Europe/Berlin", "rotate.records", "3"));

        // 02:30 summer time, 02:30 winter time, 03:30 winter time.
        task.put(List.of(at(0, "2026-10-25T00:30:00Z"), at(1, "2026-10-25T01:30:00Z"), at(2, "2026-10-25T02:30:00Z")));

        assertThat(bucket.keys())
                .containsExactly(
                        TIME + "2026/month=10/day=25/hour=02/orders+0+00000000000000000000.json",
                        TIME + "2026/month=10/day=25/hour=03/orders+0+00000000000000000002.json");
        assertThat(bucket.offsets()).containsExactly(0L, 1L, 2L);
        task.stop();
    }

    @Test
    void partitionsByFieldAndRefusesARecordWithoutIt(Bucket bucket) {
        S3SinkTask task = start(bucket, "partitioner", "field", "partition.fields", "region", "rotate.records", "4");
        task.put(List.of(
                Records.at(0, 0, 0, "eu", "a"), Records.at(0, 1, 0, "us/west", "b"), Records.at(0, 2, 0, "eu", "c")));

        assertThatThrownBy(() -> task.put(List.of(Records.at(0, 3, 0, null, "d"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("orders-0@3")
                .hasMessageContaining("region");
        assertThat(bucket.keys()).isEmpty();

        FakeSinkTaskContext reporting = new FakeSinkTaskContext().withReporter();
        S3SinkTask parking = Tasks.start(
                new S3SinkTask(),
                reporting,
                bucket.properties("partitioner", "field", "partition.fields", "region", "rotate.records", "3"));
        parking.put(List.of(
                Records.at(0, 0, 0, "eu", "a"),
                Records.at(0, 1, 0, "us/west", "b"),
                Records.at(0, 2, 0, null, "c"),
                Records.at(0, 3, 0, "eu", "d")));
        assertThat(reporting.reported()).hasSize(1);
        assertThat(bucket.keys())
                .containsExactly(
                        "topics/orders/region=eu/orders+0+00000000000000000000.json",
                        "topics/orders/region=us%2Fwest/orders+0+00000000000000000001.json");
        assertThat(Tasks.committable(parking, 4)).isEqualTo(4);
        task.stop();
        parking.stop();
    }

    @Test
    void beginsAnotherFileWhenTheSchemaChanges(Bucket bucket) {
        S3SinkTask task = start(bucket, "format", "avro", "rotate.records", "10");
        Schema wider = SchemaBuilder.struct()
                .field("offset", Schema.INT64_SCHEMA)
                .field("more", Schema.INT64_SCHEMA)
                .build();
        task.put(Records.range(0, 0, 2));

        task.put(List.of(
                Records.of(0, 2, 2, wider, new Struct(wider).put("offset", 2L).put("more", 1L))));

        assertThat(bucket.keys()).containsExactly("topics/orders/partition=0/orders+0+00000000000000000000.avro");
        assertThat(Tasks.committable(task, 3)).isEqualTo(2);
        task.stop();
    }

    @Test
    void lettingRecordsWithoutAValueGoIsProgress(Bucket bucket) {
        S3SinkTask task = start(bucket, "null.values", "skip");

        task.put(List.of(Records.of(0, 0, 0, null, null), Records.of(0, 1, 0, null, null)));

        assertThat(Tasks.committable(task, 2)).isEqualTo(2);
        assertThat(bucket.keys()).isEmpty();
        task.stop();
    }

    private static String[] hourly(String... more) {
        String[] settings = java.util.Arrays.copyOf(more, more.length + 2);
        settings[more.length] = "partitioner";
        settings[more.length + 1] = "time";
        return settings;
    }

    private static SinkRecord at(long offset, String time) {
        return Records.at(0, offset, Instant.parse(time).toEpochMilli(), "eu", "n");
    }

    private S3SinkTask start(Bucket bucket, String... settings) {
        S3SinkTask task = new S3SinkTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        return Tasks.start(task, context, bucket.properties(settings));
    }
}
