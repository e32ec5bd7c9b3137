package dev.sinkproof.sinks.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Builds the client. It never tries again by itself: the task does, after Connect has had control. */
final class S3Clients {
    private S3Clients() {}

    static S3Client create(S3SinkConfig config) {
        Duration timeout = Duration.ofMillis(config.requestTimeoutMillis());
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                .credentialsProvider(credentials(config))
                .httpClient(ApacheHttpClient.builder().socketTimeout(timeout).build())
                .overrideConfiguration(
                        override -> override.apiCallTimeout(timeout).retryStrategy(DefaultRetryStrategy.doNotRetry()));
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3SinkConfig config) {
        return config.accessKeyId().isPresent()
                ? StaticCredentialsProvider.create(keys(config))
                : DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentials keys(S3SinkConfig config) {
        String id = config.accessKeyId().orElseThrow();
        String secret = config.secret(S3SinkConfig.SECRET_ACCESS_KEY).orElseThrow();
        return config.secret(S3SinkConfig.SESSION_TOKEN)
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret));
    }
}
