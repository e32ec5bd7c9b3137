package dev.sinkproof.sinks.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each delivery mode promises, on a real S3 server. */
@ExtendWith(S3ServerExtension.class)
class DeliveryIT {
    private static final String FIRST = "topics/orders/partition=0/orders+0+00000000000000000000.json";

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @Test
    void namesAnObjectAfterItsFirstOffsetAndTellsItsRange(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.records", "3");

        task.put(Records.range(0, 0, 7));

        assertThat(bucket.keys())
                .containsExactly(FIRST, "topics/orders/partition=0/orders+0+00000000000000000003.json");
        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 6));
        assertThat(bucket.metadata(FIRST))
                .containsEntry("kafka-topic", "orders")
                .containsEntry("kafka-partition", "0")
                .containsEntry("kafka-first-offset", "0")
                .containsEntry("kafka-last-offset", "2")
                .containsEntry("kafka-record-count", "3")
                .containsKey("kafka-schema");
        task.stop();
    }

    @Test
    void commitsOnlyWhatIsInObjects(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.records", "3");

        task.put(Records.range(0, 0, 2));
        assertThat(Tasks.committable(task, 2)).isEqualTo(-1);
        assertThat(context.takeCommitRequest()).isFalse();

        task.put(Records.range(0, 2, 7));
        assertThat(Tasks.committable(task, 7)).isEqualTo(6);
        assertThat(context.takeCommitRequest()).isTrue();
        task.stop();
    }

    @Test
    void commitsNothingWithinAnObject(Bucket bucket) {
        S3SinkTask failing = start(bucket, "rotate.records", "3");
        failing.put(Records.range(0, 0, 4));
        assertThat(Tasks.committable(failing, 4)).isEqualTo(3);
        failing.put(Records.range(0, 4, 11));

        // To Connect that put has failed, behind the objects that it made: it has delivered what came before.
        assertThat(Tasks.committable(failing, 4)).isEqualTo(3);
        failing.stop();
        S3SinkTask next = start(bucket, "rotate.records", "3");
        next.put(Records.range(0, 3, 12));

        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 12));
        assertThat(Tasks.committable(next, 8)).isEqualTo(6);
        assertThat(Tasks.committable(next, 12)).isEqualTo(12);
        next.stop();
    }

    @Test
    void makesTheSameObjectsAgainAfterACrash(Bucket bucket) {
        S3SinkTask crashing = start(bucket, "rotate.records", "3");
        crashing.put(Records.range(0, 0, 8));
        Map<String, String> before = bucket.metadata(FIRST);

        // Never heard of again: the worker was killed, and nothing was committed.
        S3SinkTask next = start(bucket, "rotate.records", "3");
        next.put(Records.range(0, 0, 9));

        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 9));
        assertThat(bucket.metadata(FIRST)).isEqualTo(before);
        assertThat(Tasks.committable(next, 9)).isEqualTo(9);
        crashing.stop();
        next.stop();
    }

    @Test
    void goesOnBehindALongerObject(Bucket bucket) {
        S3SinkTask owner = start(bucket, "rotate.records", "5");
        owner.put(Records.range(0, 0, 5));
        S3SinkTask zombie = start(bucket, "rotate.records", "3");

        zombie.put(Records.range(0, 0, 8));

        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 8));
        assertThat(Tasks.committable(zombie, 8)).isEqualTo(8);
        owner.stop();
        zombie.stop();
    }

    @Test
    void goesBackBehindAShorterObject(Bucket bucket) {
        S3SinkTask first = start(bucket, "rotate.records", "3");
        first.put(Records.range(0, 0, 3));
        S3SinkTask next = start(bucket, "rotate.records", "5");
        context.takeRewinds();

        List<SinkRecord> batch = Records.range(0, 0, 7);
        next.put(batch);

        assertThat(context.takeRewinds()).containsExactly(Map.entry(Records.partition(0), 3L));
        assertThat(Tasks.committable(next, 7)).isEqualTo(3);
        // Connect may deliver the same batch again before it has gone back.
        next.put(batch);
        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 3));

        next.put(Records.range(0, 3, 8));
        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 8));
        assertThat(Tasks.committable(next, 8)).isEqualTo(8);
        first.stop();
        next.stop();
    }

    @Test
    void neverReplacesAnObjectOfSomebodyElse(Bucket bucket) {
        bucket.client()
                .putObject(
                        put -> put.bucket(bucket.name()).key(FIRST),
                        software.amazon.awssdk.core.sync.RequestBody.fromString("mine"));
        S3SinkTask task = start(bucket, "rotate.records", "3");

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 3)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(FIRST)
                .hasMessageContaining("not replaced");

        assertThat(bucket.lines()).containsExactly("mine");
        assertThat(Tasks.committable(task, 3)).isEqualTo(-1);
        task.stop();
    }

    @Test
    void atLeastOnceWritesAgainAndReplacesNothing(Bucket bucket) {
        S3SinkTask crashing = start(bucket, "delivery.mode", "at-least-once", "rotate.records", "3");
        crashing.put(Records.range(0, 0, 3));
        S3SinkTask next = start(bucket, "delivery.mode", "at-least-once", "rotate.records", "2");
        next.put(Records.range(0, 0, 4));

        assertThat(bucket.offsets()).containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 3L);
        crashing.stop();
        next.stop();
    }

    @Test
    void deterministicReplacesEachObjectByItsLike(Bucket bucket) {
        String[] settings = {"delivery.mode", "deterministic", "rotate.records", "3"};
        S3SinkTask crashing = start(bucket, settings);
        crashing.put(Records.range(0, 0, 6));
        byte[] before = bucket.read(FIRST);
        S3SinkTask next = start(bucket, settings);
        next.put(Records.range(0, 0, 6));

        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 6));
        assertThat(bucket.read(FIRST)).isEqualTo(before);
        crashing.stop();
        next.stop();
    }

    @Test
    void atLeastOnceTakesTheRecordsOfATopicThatWasCreatedAnewWhileItRuns(Bucket bucket) {
        S3SinkTask task = start(bucket, "delivery.mode", "at-least-once", "rotate.records", "3");
        task.put(Records.range(0, 0, 5));
        context.takeCommitRequest();

        task.put(List.of(another(0), another(1)));

        // The open file of the first topic is an object as it is; of the second, nothing is yet.
        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 5));
        assertThat(Tasks.committable(task, 2)).isZero();
        assertThat(context.takeCommitRequest()).isTrue();

        task.put(List.of(another(2)));
        assertThat(bucket.offsets()).containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 3L, 4L);
        assertThat(Tasks.committable(task, 3)).isEqualTo(3);
        task.stop();
    }

    @Test
    void theOthersFailWhereTheirNamesAreTakenAndCommitNothingOfTheNewTopic(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.records", "3");
        task.put(Records.range(0, 0, 5));

        assertThatThrownBy(() -> task.put(List.of(another(0))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("created anew")
                .hasMessageContaining("topics.dir");
        task.stop();
    }

    @Test
    void goesOnWhenConnectHasGoneBackToWhereTheTaskBegan(Bucket bucket) {
        for (String mode : List.of("at-least-once", "exactly-once")) {
            S3SinkTask task = start(bucket, "delivery.mode", mode, "topics.dir", mode, "rotate.records", "3");
            task.put(Records.range(0, 0, 5));

            // A commit has failed; these are the same records, read again.
            task.put(Records.range(0, 0, 6));

            assertThat(Tasks.committable(task, 6)).isEqualTo(6);
            task.stop();
        }
        assertThat(bucket.offsets()).containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L);
    }

    private static SinkRecord another(long offset) {
        return Records.at(0, offset, 1_000 + offset, "us", "of another topic");
    }

    @Test
    void keepsTheOthersWhenOnePartitionIsRevoked(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.records", "3");
        task.open(Tasks.partitions(1));
        task.put(Records.range(0, 0, 2));
        task.put(Records.range(1, 0, 2));

        task.close(Tasks.partitions(1));
        task.put(Records.range(0, 2, 3));

        assertThat(bucket.keys()).containsExactly(FIRST);
        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 3));
        assertThat(Tasks.committable(task, 3)).isEqualTo(3);
        task.stop();
    }

    @Test
    void passesByWhatIsDeliveredAgain(Bucket bucket) {
        S3SinkTask task = start(bucket, "rotate.records", "4");
        task.put(Records.range(0, 0, 3));
        task.put(Records.range(0, 0, 3));
        task.put(Records.range(0, 3, 4));

        assertThat(bucket.offsets()).containsExactlyElementsOf(offsets(0, 4));
        task.stop();
    }

    private S3SinkTask start(Bucket bucket, String... settings) {
        return Tasks.start(new S3SinkTask(), context, bucket.properties(settings));
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
