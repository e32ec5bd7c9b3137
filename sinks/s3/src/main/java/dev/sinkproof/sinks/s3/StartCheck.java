package dev.sinkproof.sinks.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds out at the start what could never work, before anything is read or written. */
final class StartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

    private final S3SinkConfig config;
    private final ObjectStore store;

    StartCheck(S3SinkConfig config, ObjectStore store) {
        this.config = config;
        this.store = store;
    }

    /** @throws ConnectException with what is wrong and what to do */
    void run() {
        requireSpool(config.spoolDir());
        try {
            store.probe(config.topicsDir() + "/");
        } catch (SdkException e) {
            if (!S3Errors.isTransient(e)) {
                throw new ConnectException(diagnosis(e) + " (" + S3Errors.describe(e) + ")", e);
            }
            // An outage at this moment is no reason to fail: the first upload will see whether it lasts.
            LOG.warn("Bucket {} could not be checked: {}", config.bucket(), S3Errors.describe(e));
        }
    }

    private static void requireSpool(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new ConnectException(S3SinkConfig.SPOOL_DIR + " " + folder + " is no folder that can be written to");
        }
    }

    private String diagnosis(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return neverAnswered(e);
        }
        String bucket = "bucket '" + config.bucket() + "'";
        return switch (S3Errors.code(answer)) {
            case "NoSuchBucket" ->
                bucket + " does not exist at " + place() + "; create it, or correct " + S3SinkConfig.BUCKET;
            case "AccessDenied", "AllAccessDisabled" ->
                "access to " + bucket + " is denied: the keys in use need"
                        + " s3:ListBucket, s3:PutObject, s3:GetObject, s3:AbortMultipartUpload and"
                        + " s3:ListBucketMultipartUploads";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
                "the keys are wrong for " + place() + "; correct " + S3SinkConfig.ACCESS_KEY_ID + " and "
                        + S3SinkConfig.SECRET_ACCESS_KEY;
            case "RequestTimeTooSkewed" ->
                "this machine's clock differs from that of " + place() + " by more than S3 accepts; set it right";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                bucket + " is in another region; correct " + S3SinkConfig.REGION;
            case "" -> "what answers at " + place() + " does not speak S3; correct " + S3SinkConfig.ENDPOINT;
            default -> bucket + " cannot be used";
        };
    }

    private String neverAnswered(SdkException e) {
        return String.valueOf(e.getMessage()).contains("credentials")
                ? "there are no AWS credentials: set " + S3SinkConfig.ACCESS_KEY_ID + ", or provide them to the worker"
                : "what answers at " + place() + " does not speak S3; correct " + S3SinkConfig.ENDPOINT;
    }

    private String place() {
        return config.endpoint()
                .map(endpoint -> endpoint.getScheme() + "://" + endpoint.getHost()
                        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort()))
                .orElse("Amazon S3, region " + config.region());
    }
}
