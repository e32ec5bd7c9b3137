package dev.sinkproof.target.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A bucket as a subject sees it: what fills the {@code ${target.*}} placeholders of its config.
 *
 * @param host host, or a text that Connect replaces in the worker
 * @param port port, or a text that Connect replaces in the worker
 * @param bucket name of the bucket
 * @param accessKeyId who the subject is there
 * @param secretAccessKey the subject's key
 */
public record S3Target(String host, String port, String bucket, String accessKeyId, String secretAccessKey) {
    /** What a subject file names in {@code sinkproof.target}. */
    public static final String KIND = "s3";

    public S3Target {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    }

    /** The bucket of a run: S3 wants small letters, digits and hyphens. */
    public static String bucketOf(String runId) {
        return runId.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    /** Placeholder names, without <code>${</code> and <code>}</code>, to what replaces them. */
    public Map<String, String> placeholders() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("target.s3.endpoint", "http://" + host + ":" + port);
        values.put("target.s3.region", S3Access.REGION);
        values.put("target.s3.bucket", bucket);
        values.put("target.s3.access.key.id", accessKeyId);
        values.put("target.s3.secret.access.key", secretAccessKey);
        return values;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return KIND + " " + accessKeyId + "@" + host + ":" + port + "/" + bucket;
    }
}
