package dev.sinkproof.sinks.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What happens when S3, or what leads to it, does not do what it is asked. */
@ExtendWith(S3ServerExtension.class)
class FailuresIT {
    private static final int MIB = 1024 * 1024;
    private static final String[] LARGE = {
        "format", "raw", "s3.part.bytes", Integer.toString(5 * MIB), "rotate.records", "12"
    };

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final List<String> calls = new ArrayList<>();
    /** Throws when the named request is to fail. */
    private Consumer<String> before = request -> {};

    private Consumer<String> after = request -> {};

    @Test
    void uploadsALargeFileInPartsAndCompletesItOnce(Bucket bucket) {
        S3SinkTask task = start(bucket, LARGE);

        task.put(large(0, 12));

        assertThat(calls).containsExactly("begin", "part 1", "part 2", "part 3", "complete");
        assertThat(bucket.read(bucket.keys().get(0))).hasSize(12 * (MIB + 1));
        assertThat(bucket.unfinishedUploads()).isEmpty();
        assertThat(Tasks.committable(task, 12)).isEqualTo(12);
        task.stop();
    }

    @Test
    void goesOnWithTheUploadWhenItIsThrottledAtComplete(Bucket bucket) {
        before = failing("complete", 2, slowDown());
        S3SinkTask task = start(bucket, LARGE);
        List<SinkRecord> batch = large(0, 12);

        assertThatThrownBy(() -> task.put(batch))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("SlowDown");
        assertThat(context.timeoutMillis()).isEqualTo(1);
        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        assertThat(context.timeoutMillis()).isEqualTo(2);
        assertThat(Tasks.committable(task, 12)).isEqualTo(-1);
        task.put(batch);

        assertThat(calls).containsExactly("begin", "part 1", "part 2", "part 3", "complete", "complete", "complete");
        assertThat(bucket.keys()).hasSize(1);
        assertThat(Tasks.committable(task, 12)).isEqualTo(12);
        task.stop();
    }

    @Test
    void knowsItsOwnObjectWhenTheAnswerToCompleteWasLost(Bucket bucket) {
        after = failing("complete", 1, slowDown());
        S3SinkTask task = start(bucket, LARGE);
        List<SinkRecord> batch = large(0, 12);

        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        task.put(batch);

        assertThat(bucket.keys()).hasSize(1);
        assertThat(bucket.unfinishedUploads()).isEmpty();
        assertThat(Tasks.committable(task, 12)).isEqualTo(12);
        task.stop();
    }

    @Test
    void knowsItsOwnObjectWhenTheAnswerToPutWasLost(Bucket bucket) {
        after = failing("put", 1, slowDown());
        S3SinkTask task = start(bucket, "rotate.records", "3");
        List<SinkRecord> batch = Records.range(0, 0, 3);

        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        task.put(batch);

        assertThat(bucket.offsets()).containsExactly(0L, 1L, 2L);
        assertThat(Tasks.committable(task, 3)).isEqualTo(3);
        task.stop();
    }

    @Tag("slow")
    @Test
    void givesControlBackWhenAnUploadTakesTooLong(Bucket bucket) {
        S3SinkTask task = start(bucket, concat(LARGE, "put.max.ms", "0"));
        List<SinkRecord> batch = large(0, 12);

        assertThatThrownBy(() -> task.put(batch))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("put.max.ms");
        assertThat(context.timeoutMillis()).isEqualTo(1);
        task.stop();
        assertThat(bucket.unfinishedUploads()).isEmpty();
    }

    @Test
    void givesUpAfterItsRetriesAndLeavesNoUpload(Bucket bucket) {
        before = failing("complete", Integer.MAX_VALUE, slowDown());
        S3SinkTask task = start(bucket, concat(LARGE, "max.retries", "1"));
        List<SinkRecord> batch = large(0, 12);

        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> task.put(batch))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("gave up after 1 retries");
        task.close(Tasks.partitions(0));
        task.stop();

        assertThat(bucket.keys()).isEmpty();
        assertThat(bucket.unfinishedUploads()).isEmpty();
    }

    @Test
    void cleansUpWhatACrashedOwnerLeft(Bucket bucket) {
        bucket.client()
                .createMultipartUpload(upload -> upload.bucket(bucket.name())
                        .key("topics/orders/partition=0/orders+0+00000000000000000000.bin"));
        bucket.client()
                .createMultipartUpload(upload -> upload.bucket(bucket.name())
                        .key("topics/orders/partition=1/orders+1+00000000000000000000.bin"));
        S3SinkTask task = start(bucket);

        task.put(List.of());

        // The other one belongs to whoever owns that partition.
        assertThat(bucket.unfinishedUploads())
                .extracting(upload -> upload.key())
                .containsExactly("topics/orders/partition=1/orders+1+00000000000000000000.bin");
        task.stop();
    }

    @Test
    void failsOnceWhenAccessIsRevokedAndCommitsNothing(Bucket bucket) {
        before = failing("put", Integer.MAX_VALUE, answer(403, "AccessDenied"));
        S3SinkTask task = start(bucket, "rotate.records", "3");

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 3)))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("AccessDenied");
        assertThat(Tasks.committable(task, 3)).isEqualTo(-1);
        task.stop();
    }

    @Test
    void triesAgainWithExpiredCredentialsThatMayBeRenewed(Bucket bucket) {
        before = failing("put", 1, answer(400, "ExpiredToken"));
        S3SinkTask task = start(bucket, "rotate.records", "3");
        List<SinkRecord> batch = Records.range(0, 0, 3);

        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        task.put(batch);

        assertThat(bucket.offsets()).containsExactly(0L, 1L, 2L);
        task.stop();
    }

    @Test
    void saysThatTheBucketIsMissing(Bucket bucket) {
        assertThatThrownBy(() -> start(bucket, "s3.bucket", "no-such-bucket"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no-such-bucket")
                .hasMessageContaining("does not exist");
    }

    @Test
    void saysThatTheKeysAreWrong(Bucket bucket) {
        assertThatThrownBy(() -> start(bucket, "s3.secret.access.key", "wrong"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("keys are wrong");
    }

    @Test
    void saysThatTheEndpointIsNotS3(Bucket bucket) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html><body>hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            assertThatThrownBy(() -> start(
                            bucket,
                            "s3.endpoint",
                            "http://127.0.0.1:" + other.getAddress().getPort()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("does not speak S3");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void saysThatTheClockIsWrong(Bucket bucket) {
        before = failing("probe", 1, answer(403, "RequestTimeTooSkewed"));

        assertThatThrownBy(() -> start(bucket))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("clock");
    }

    /** As a service answers it, and not as this client would put it. */
    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, access to bucket",
        "403, RequestTimeTooSkewed, this machine's clock",
        "404, NoSuchBucket, does not exist",
        "403, InvalidAccessKeyId, the keys are wrong",
        "403, AllAccessDisabled, access to bucket"
    })
    void saysWhatTheServiceRefusesAtTheStartAndWritesNothing(int status, String code, String said, Bucket bucket)
            throws IOException {
        List<String> methods = new CopyOnWriteArrayList<>();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            byte[] error = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, error.length);
            exchange.getResponseBody().write(error);
            exchange.close();
        });
        service.start();
        try {
            assertThatThrownBy(() -> start(
                            bucket,
                            "s3.endpoint",
                            "http://127.0.0.1:" + service.getAddress().getPort()))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining(said)
                    .hasMessageContaining(code);
        } finally {
            service.stop(0);
        }
        assertThat(methods).isNotEmpty().allMatch("GET"::equals);
    }

    @Test
    void refusesASchemaThatTheFormatCannotHoldAndWritesNothing(Bucket bucket) {
        S3SinkTask task = start(bucket, "format", "parquet", "rotate.records", "1");

        assertThatThrownBy(() -> task.put(List.of(Records.of(0, 0, 0, Schema.STRING_SCHEMA, "a text"))))
                .isInstanceOf(DataException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("orders-0@0")
                .hasMessageContaining("parquet needs values that are structs");
        assertThat(Tasks.committable(task, 1)).isEqualTo(-1);
        task.stop();

        assertThat(bucket.keys()).isEmpty();
        assertThat(bucket.unfinishedUploads()).isEmpty();
    }

    @Test
    void startsDuringAnOutage(Bucket bucket) {
        before = failing("probe", 1, slowDown());
        S3SinkTask task = start(bucket, "rotate.records", "1");

        task.put(Records.range(0, 0, 1));

        assertThat(bucket.offsets()).containsExactly(0L);
        task.stop();
    }

    private S3SinkTask start(Bucket bucket, String... settings) {
        return Tasks.start(new WatchedTask(), context, bucket.properties(settings));
    }

    private static Consumer<String> failing(String request, int times, RuntimeException failure) {
        int[] left = {times};
        return asked -> {
            if (asked.equals(request) && left[0]-- > 0) {
                throw failure;
            }
        };
    }

    private static RuntimeException slowDown() {
        return answer(503, "SlowDown");
    }

    private static RuntimeException answer(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("as the test wants it")
                        .build())
                .build();
    }

    private static String[] concat(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** Records of one MiB each. */
    private static List<SinkRecord> large(long from, long to) {
        List<SinkRecord> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            byte[] value = new byte[MIB];
            java.util.Arrays.fill(value, (byte) ('a' + offset));
            records.add(Records.of(0, offset, offset, Schema.BYTES_SCHEMA, value));
        }
        return records;
    }

    /** Notes each request, and fails before or after it as the test wants. */
    private final class WatchedTask extends S3SinkTask {
        @Override
        protected ObjectStore newStore(S3Client client, S3SinkConfig config) {
            return new ObjectStore(client, config) {
                @Override
                void probe(String prefix) {
                    before.accept("probe");
                    super.probe(prefix);
                }

                @Override
                protected void put(FinishedFile file, boolean ifAbsent) {
                    around("put", () -> super.put(file, ifAbsent));
                }

                @Override
                protected String beginUpload(FinishedFile file) {
                    calls.add("begin");
                    return super.beginUpload(file);
                }

                @Override
                protected CompletedPart uploadPart(
                        FinishedFile file, String uploadId, int number, long from, long length) {
                    calls.add("part " + number);
                    return super.uploadPart(file, uploadId, number, from, length);
                }

                @Override
                protected void completeUpload(
                        String key, String uploadId, List<CompletedPart> parts, boolean ifAbsent) {
                    around("complete", () -> super.completeUpload(key, uploadId, parts, ifAbsent));
                }

                private void around(String request, Runnable call) {
                    calls.add(request);
                    before.accept(request);
                    call.run();
                    after.accept(request);
                }
            };
        }
    }
}
