package dev.sinkproof.jmh;

import dev.sinkproof.environment.embedded.S3Server;
import dev.sinkproof.target.s3.S3Access;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server in a process of its own with one bucket, for one trial. */
final class ObjectTarget implements AutoCloseable {
    /** Of an object in parts. */
    static final int PART_BYTES = 8 * 1024 * 1024;

    private static final String BUCKET = "benchmark";
    /** As the sink calls it in an object's metadata. */
    private static final String RECORDS = "kafka-record-count";

    private final S3Server server;
    private final LinkPath.Way way;
    /** To the server itself. */
    private final S3Client client;
    /** Over the way that is measured. */
    private final S3Client measured;

    private ObjectTarget(S3Server server, LinkPath.Way way) {
        this.server = server;
        this.way = way;
        this.client = server.access().client();
        this.measured =
                new S3Access(URI.create(endpoint()), S3Server.ACCESS_KEY_ID, S3Server.SECRET_ACCESS_KEY).client();
    }

    static ObjectTarget start(int latencyMillis) throws IOException {
        Path logs = Files.createTempDirectory("sinkproof-benchmark-");
        S3Server server = S3Server.standalone(logs);
        try {
            InetSocketAddress address = new InetSocketAddress(
                    server.endpoint().getHost(), server.endpoint().getPort());
            ObjectTarget target = new ObjectTarget(server, LinkPath.DIRECT.to(address, latencyMillis));
            target.client.createBucket(bucket -> bucket.bucket(BUCKET));
            return target;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Of a task that makes an object of each so many records, and never replaces one. */
    Map<String, String> settings(String format, int records) {
        return Map.ofEntries(
                Map.entry("name", "benchmark"),
                Map.entry("topics", RecordFeed.TOPIC),
                Map.entry("s3.bucket", BUCKET),
                Map.entry("s3.endpoint", endpoint()),
                Map.entry("s3.path.style", "true"),
                Map.entry("s3.access.key.id", S3Server.ACCESS_KEY_ID),
                Map.entry("s3.secret.access.key", S3Server.SECRET_ACCESS_KEY),
                Map.entry("s3.part.bytes", Integer.toString(PART_BYTES)),
                Map.entry("delivery.mode", "exactly-once"),
                Map.entry("format", format),
                Map.entry("rotate.records", Integer.toString(records)));
    }

    String endpoint() {
        return "http://127.0.0.1:" + way.address().getPort();
    }

    /** Sends an object's bytes in one request, or in parts when there are more than {@value #PART_BYTES}. */
    void upload(String key, byte[] bytes, int records) {
        Map<String, String> metadata = Map.of(RECORDS, Integer.toString(records));
        if (bytes.length <= PART_BYTES) {
            measured.putObject(put -> put.bucket(BUCKET).key(key).metadata(metadata), RequestBody.fromBytes(bytes));
            return;
        }
        String upload = measured.createMultipartUpload(
                        create -> create.bucket(BUCKET).key(key).metadata(metadata))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PART_BYTES) {
            int number = parts.size() + 1;
            ByteBuffer part = ByteBuffer.wrap(bytes, from, Math.min(PART_BYTES, bytes.length - from));
            String tag = measured.uploadPart(
                            to -> to.bucket(BUCKET).key(key).uploadId(upload).partNumber(number),
                            RequestBody.fromRemainingByteBuffer(part))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        measured.completeMultipartUpload(
                complete -> complete.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
    }

    private List<S3Object> objects() {
        return client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
                .toList();
    }

    void empty() {
        for (S3Object object : objects()) {
            client.deleteObjects(delete -> delete.bucket(BUCKET)
                    .delete(of -> of.objects(
                            ObjectIdentifier.builder().key(object.key()).build())));
        }
    }

    /** @throws IllegalStateException when the bucket holds another number of objects, or they say that they hold another number of records */
    void require(long objects, long records) {
        List<S3Object> found = objects();
        long held = found.stream()
                .mapToLong(object -> Long.parseLong(
                        client.headObject(head -> head.bucket(BUCKET).key(object.key()))
                                .metadata()
                                .get(RECORDS)))
                .sum();
        if (found.size() != objects || held != records) {
            throw new IllegalStateException("expected " + objects + " objects with " + records + " records, but found "
                    + found.size() + " with " + held);
        }
    }

    @Override
    public void close() throws IOException {
        try (server) {
            client.close();
            measured.close();
            way.close();
        }
    }
}
