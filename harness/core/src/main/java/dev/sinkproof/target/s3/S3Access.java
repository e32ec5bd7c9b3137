package dev.sinkproof.target.s3;

import java.net.URI;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How to reach an S3 service and who to be there.
 *
 * @param endpoint URL of the service
 * @param accessKeyId id of the key
 * @param secretAccessKey the key
 */
public record S3Access(URI endpoint, String accessKeyId, String secretAccessKey) {
    /** Any will do where the endpoint is given. */
    static final String REGION = "us-east-1";

    public S3Access {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    }

    /** A client of its own; the caller closes it. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return endpoint + " as " + accessKeyId;
    }
}
