package dev.sinkproof.sinks.s3;

import dev.sinkproof.environment.embedded.S3Server;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a test's own. */
public record Bucket(S3Server server, S3Client client, String name) {
    static Bucket create(S3Server server, String name) {
        S3Client client = server.access().client();
        client.createBucket(bucket -> bucket.bucket(name));
        return new Bucket(server, client, name);
    }

    /** A configuration that writes here, with these settings in addition: name, value, name, value … */
    public Map<String, String> properties(String... settings) {
        return Tasks.properties(server.endpoint().toString(), name, settings);
    }

    /** Names of all objects, in their order. */
    public List<String> keys() {
        return client.listObjectsV2Paginator(list -> list.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public byte[] read(String key) {
        return client.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray();
    }

    public Map<String, String> metadata(String key) {
        return client.headObject(head -> head.bucket(name).key(key)).metadata();
    }

    /** The lines of all objects, object by object. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String key : keys()) {
            lines.addAll(new String(read(key), StandardCharsets.UTF_8).lines().toList());
        }
        return lines;
    }

    /** The records that all objects hold, by the field that tells their offset; in order, each as often as it is there. */
    public List<Long> offsets() {
        return lines().stream().map(Records::offsetIn).sorted().toList();
    }

    public List<MultipartUpload> unfinishedUploads() {
        return client.listMultipartUploadsPaginator(list -> list.bucket(name)).uploads().stream()
                .toList();
    }
}
