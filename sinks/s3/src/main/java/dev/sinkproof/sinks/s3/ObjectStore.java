package dev.sinkproof.sinks.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * The bucket: one method for each request. All throw {@link SdkException} as it comes.
 *
 * <p>A seam for variants that differ in exactly one thing.
 */
public class ObjectStore implements AutoCloseable {
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final String ANY = "*";

    private final S3Client client;
    private final S3SinkConfig config;

    public ObjectStore(S3Client client, S3SinkConfig config) {
        this.client = client;
        this.config = config;
    }

    /** Writes a whole object. */
    protected void put(FinishedFile file, boolean ifAbsent) {
        put(file, file.size(), ifAbsent);
    }

    /** Writes an object of the file's first {@code length} bytes. */
    protected final void put(FinishedFile file, long length, boolean ifAbsent) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(config.bucket())
                .key(file.key())
                .metadata(file.metadata())
                .contentType(CONTENT_TYPE)
                .serverSideEncryption(config.sse().orElse(null))
                .ssekmsKeyId(config.sseKmsKeyId().orElse(null))
                .ifNoneMatch(ifAbsent ? ANY : null);
        tagging().ifPresent(request::tagging);
        client.putObject(request.build(), body(file, 0, length));
    }

    /** Begins a multipart upload and returns its id. */
    protected String beginUpload(FinishedFile file) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(config.bucket())
                .key(file.key())
                .metadata(file.metadata())
                .contentType(CONTENT_TYPE)
                .serverSideEncryption(config.sse().orElse(null))
                .ssekmsKeyId(config.sseKmsKeyId().orElse(null));
        tagging().ifPresent(request::tagging);
        return client.createMultipartUpload(request.build()).uploadId();
    }

    protected CompletedPart uploadPart(FinishedFile file, String uploadId, int number, long from, long length) {
        String tag = client.uploadPart(
                        part -> part.bucket(config.bucket())
                                .key(file.key())
                                .uploadId(uploadId)
                                .partNumber(number)
                                .contentLength(length),
                        body(file, from, length))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** Makes the upload's parts an object. */
    protected void completeUpload(String key, String uploadId, List<CompletedPart> parts, boolean ifAbsent) {
        client.completeMultipartUpload(complete -> complete.bucket(config.bucket())
                .key(key)
                .uploadId(uploadId)
                .multipartUpload(upload -> upload.parts(parts))
                .ifNoneMatch(ifAbsent ? ANY : null));
    }

    /** Gives an upload up; its parts are gone. */
    protected void abortUpload(String key, String uploadId) {
        client.abortMultipartUpload(
                abort -> abort.bucket(config.bucket()).key(key).uploadId(uploadId));
    }

    /** All uploads below the prefix that have neither been completed nor given up. */
    List<MultipartUpload> unfinishedUploads(String prefix) {
        return client
                .listMultipartUploadsPaginator(
                        list -> list.bucket(config.bucket()).prefix(prefix))
                .uploads()
                .stream()
                .toList();
    }

    /** An object's metadata; empty when there is no such object. */
    Optional<Map<String, String>> metadata(String key) {
        try {
            return Optional.of(
                    client.headObject(head -> head.bucket(config.bucket()).key(key))
                            .metadata());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Asks for something that every key that may read and write here may have, and that says most when it is refused. */
    void probe(String prefix) {
        client.listObjectsV2(list -> list.bucket(config.bucket()).prefix(prefix).maxKeys(1));
    }

    /** Empty for none: a header without content would be a request of its own kind, which not every service knows. */
    private Optional<Tagging> tagging() {
        List<Tag> tags = config.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return tags.isEmpty()
                ? Optional.empty()
                : Optional.of(Tagging.builder().tagSet(tags).build());
    }

    private static RequestBody body(FinishedFile file, long from, long length) {
        return length == 0
                ? RequestBody.fromBytes(new byte[0])
                : RequestBody.fromContentProvider(() -> file.read(from, length), length, CONTENT_TYPE);
    }

    @Override
    public void close() {
        client.close();
    }
}
