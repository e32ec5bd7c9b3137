package dev.sinkproof.sinks.flawed.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.s3.Bucket;
import dev.sinkproof.sinks.s3.FakeSinkTaskContext;
import dev.sinkproof.sinks.s3.HandClock;
import dev.sinkproof.sinks.s3.ObjectStore;
import dev.sinkproof.sinks.s3.Records;
import dev.sinkproof.sinks.s3.S3ServerExtension;
import dev.sinkproof.sinks.s3.S3SinkConfig;
import dev.sinkproof.sinks.s3.S3SinkTask;
import dev.sinkproof.sinks.s3.Tasks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

/** The same mishap for each flawed sink and for the reference: only the flawed one is harmed by it. */
@ExtendWith(S3ServerExtension.class)
class FlawedS3SinksIT {
    private static final String FIRST = "topics/orders/partition=0/orders+0+00000000000000000000.json";
    private static final String CLOCK = "rotate.wall.clock.ms";
    private static final int MIB = 1024 * 1024;

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @Test
    void areFoundAsServices() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .extracting(connector -> connector.taskClass().getSimpleName())
                .contains(
                        "M6LocalFileTask",
                        "M7DroppedUploadTask",
                        "M11OverwriteTask",
                        "M41KeyOnlyNameTask",
                        "M48CreatedFirstTask",
                        "M51NeverAbortsTask",
                        "M54DeafTimerTask");
    }

    @Test
    void m6LetsBeCommittedWhatACrashLoses(Bucket bucket) {
        assertThat(committableBeforeAnyObject(bucket, new S3SinkTask())).isEqualTo(-1);
        assertThat(committableBeforeAnyObject(bucket, new M6LocalFileTask())).isEqualTo(2);
    }

    private long committableBeforeAnyObject(Bucket bucket, S3SinkTask task) {
        start(task, bucket, "rotate.records", "3");
        task.put(Records.range(0, 0, 2));
        long committable = Tasks.committable(task, 2);
        // Never heard of again: the worker was killed.
        task.stop();
        assertThat(bucket.keys()).isEmpty();
        return committable;
    }

    @Test
    void m7PassesByWhatCouldNotBeUploadedAtTheTick(Bucket bucket) {
        HandClock clock = new HandClock();
        S3SinkTask reference = new S3SinkTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        assertThatThrownBy(() -> tickWithoutABucket(bucket, clock, reference))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("NoSuchBucket");
        assertThat(Tasks.committable(reference, 3)).isEqualTo(-1);
        reference.stop();

        S3SinkTask flawed = new M7DroppedUploadTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        tickWithoutABucket(bucket, clock, flawed);
        assertThat(Tasks.committable(flawed, 3)).isEqualTo(3);
        flawed.stop();
    }

    private void tickWithoutABucket(Bucket bucket, HandClock clock, S3SinkTask task) {
        String name = bucket.name() + "-gone";
        bucket.client().createBucket(create -> create.bucket(name));
        start(task, bucket, "s3.bucket", name, CLOCK, "1000");
        task.put(Records.range(0, 0, 3));
        bucket.client().deleteBucket(delete -> delete.bucket(name));
        clock.advance(Duration.ofSeconds(1));
        task.put(List.of());
    }

    @Test
    void m11LetsAZombieCutAnObjectShort(Bucket bucket) {
        HandClock clock = new HandClock();
        S3SinkTask reference = new S3SinkTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        assertThat(offsetsAfterAZombie(bucket, clock, reference, new S3SinkTask()))
                .containsExactly(0L, 1L, 2L, 3L, 4L);
        bucket.client().deleteObject(delete -> delete.bucket(bucket.name()).key(FIRST));

        S3SinkTask flawed = new M11OverwriteTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        assertThat(offsetsAfterAZombie(bucket, clock, flawed, new M11OverwriteTask()))
                .containsExactly(0L, 1L);
    }

    /** The zombie has read less than the new owner when it makes the same object. */
    private List<Long> offsetsAfterAZombie(Bucket bucket, HandClock clock, S3SinkTask zombie, S3SinkTask owner) {
        start(zombie, bucket, CLOCK, "1000");
        start(owner, bucket, "rotate.records", "5");
        zombie.put(Records.range(0, 0, 2));
        owner.put(Records.range(0, 0, 5));
        clock.advance(Duration.ofSeconds(1));
        zombie.put(List.of());
        zombie.stop();
        owner.stop();
        return bucket.offsets();
    }

    @Test
    void m41ReplacesAnObjectByAnotherOfTheSameKey(Bucket bucket) {
        String[] settings = {"delivery.mode", "at-least-once", "rotate.records", "10"};
        // Keys come round every ten records: both objects begin with the same one.
        run(start(new S3SinkTask(), bucket, settings), Records.range(0, 0, 20));
        assertThat(bucket.offsets()).hasSize(20);
        bucket.keys()
                .forEach(key -> bucket.client()
                        .deleteObject(delete -> delete.bucket(bucket.name()).key(key)));

        run(start(new M41KeyOnlyNameTask(), bucket, settings), Records.range(0, 0, 20));
        assertThat(bucket.keys()).hasSize(1);
        assertThat(bucket.offsets()).hasSize(10).startsWith(10L);
    }

    @Test
    void m51LeavesItsUploads(Bucket bucket) {
        assertThat(uploadsLeftByAnUploadThatStopsMidway(bucket, new S3SinkTask()))
                .isZero();
        assertThat(uploadsLeftByAnUploadThatStopsMidway(bucket, new M51NeverAbortsTask()))
                .isEqualTo(1);
        // Nor does its successor clean up.
        S3SinkTask next = start(new M51NeverAbortsTask(), bucket);
        next.put(List.of());
        next.stop();
        assertThat(bucket.unfinishedUploads()).hasSize(1);
    }

    private int uploadsLeftByAnUploadThatStopsMidway(Bucket bucket, S3SinkTask task) {
        start(task, bucket, "rotate.records", "6", "s3.part.bytes", Integer.toString(5 * MIB), "put.max.ms", "0");
        assertThatThrownBy(() -> task.put(large(6))).isInstanceOf(RetriableException.class);
        task.close(Tasks.partitions(0));
        task.stop();
        return bucket.unfinishedUploads().size();
    }

    private static List<SinkRecord> large(int count) {
        List<SinkRecord> records = new ArrayList<>();
        for (long offset = 0; offset < count; offset++) {
            records.add(Records.at(0, offset, offset, "eu", "x".repeat(MIB)));
        }
        return records;
    }

    @Test
    void m54LeavesTheLastFileOpenWhileTheTopicIsIdle(Bucket bucket) {
        HandClock clock = new HandClock();
        S3SinkTask flawed = new M54DeafTimerTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        assertThat(offsetsAfterAnIdleHour(bucket, clock, flawed)).isEmpty();

        S3SinkTask reference = new S3SinkTask() {
            @Override
            protected Clock newClock() {
                return clock;
            }
        };
        assertThat(offsetsAfterAnIdleHour(bucket, clock, reference)).containsExactly(0L, 1L, 2L);
    }

    private List<Long> offsetsAfterAnIdleHour(Bucket bucket, HandClock clock, S3SinkTask task) {
        start(task, bucket, CLOCK, "1000");
        task.put(Records.range(0, 0, 3));
        clock.advance(Duration.ofHours(1));
        task.put(List.of());
        task.stop();
        return bucket.offsets();
    }

    @Test
    void m48ShowsAnEmptyObjectWhenItDiesWhileWriting(Bucket bucket) {
        S3SinkTask reference = new S3SinkTask() {
            @Override
            protected ObjectStore newStore(S3Client client, S3SinkConfig config) {
                return super.newStore(dyingAtPut(client, 1), config);
            }
        };
        dieWhileWriting(bucket, reference);
        assertThat(bucket.keys()).isEmpty();

        S3SinkTask flawed = new M48CreatedFirstTask() {
            @Override
            protected ObjectStore newStore(S3Client client, S3SinkConfig config) {
                return super.newStore(dyingAtPut(client, 2), config);
            }
        };
        dieWhileWriting(bucket, flawed);
        assertThat(bucket.keys()).containsExactly(FIRST);
        assertThat(bucket.read(FIRST)).isEmpty();
    }

    private void dieWhileWriting(Bucket bucket, S3SinkTask task) {
        start(task, bucket, "rotate.records", "3");
        assertThatThrownBy(() -> task.put(Records.range(0, 0, 3))).isInstanceOf(Death.class);
        task.stop();
    }

    /** What a killed worker's next request is: none. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static S3Client dyingAtPut(S3Client client, int nth) {
        int[] puts = {0};
        return (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putObject") && ++puts[0] == nth) {
                        throw new Death();
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void run(S3SinkTask task, List<SinkRecord> records) {
        task.put(records);
        task.stop();
    }

    private S3SinkTask start(S3SinkTask task, Bucket bucket, String... settings) {
        return Tasks.start(task, context, bucket.properties(settings));
    }
}
