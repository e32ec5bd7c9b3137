package dev.sinkproof.target.s3;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.target.TargetSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads one run's bucket: every object, whatever its name, and every upload that became none.
 *
 * <p>S3 keeps no record of changes with times finer than a second, so there is no history. Old versions of objects are not read: the
 * run's bucket keeps none.
 *
 * <p><b>Clean-up.</b> {@link #begin()} makes the bucket, {@link #close()} removes it with all that is in it.
 */
public final class S3TargetSession implements TargetSession {
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final String bucket;
    private List<TargetObject> objects;
    private boolean closed;

    /** @param bucket name of a bucket that does not exist yet */
    public S3TargetSession(S3Access access, String bucket) {
        this.client = access.client();
        this.bucket = bucket;
    }

    @Override
    public void begin() throws IOException {
        ask("make", () -> client.createBucket(create -> create.bucket(bucket)));
    }

    /** Names, sizes and contents' tags: what another client could see change. */
    @Override
    public String fingerprint() throws IOException {
        StringBuilder seen = new StringBuilder();
        for (S3Object object : objects()) {
            seen.append(object.key()).append('\t').append(object.eTag()).append('\t');
            seen.append(object.size())
                    .append('\t')
                    .append(object.lastModified())
                    .append('\n');
        }
        for (MultipartUpload upload : uploads()) {
            seen.append(upload.key()).append('\t').append(upload.uploadId()).append('\n');
        }
        return Fingerprint.of(seen);
    }

    @Override
    public void readSnapshot(Consumer<? super TargetRow> rows) throws IOException {
        List<TargetObject> read = new ArrayList<>();
        for (S3Object object : objects()) {
            if (!isFolderMark(object)) {
                read(object, rows).ifPresent(read::add);
            }
        }
        for (MultipartUpload upload : uploads()) {
            read.add(new TargetObject(
                    upload.key(),
                    TargetObject.Kind.UNFINISHED_UPLOAD,
                    -1,
                    upload.uploadId(),
                    Map.of(),
                    0,
                    List.of(),
                    null));
        }
        objects = List.copyOf(read);
    }

    /** What some tools leave so that a prefix looks like a folder. */
    private static boolean isFolderMark(S3Object object) {
        return object.key().endsWith("/") && object.size() == 0;
    }

    /** Empty when the object has gone since it was listed: some servers list for a moment what is only being written. */
    private Optional<TargetObject> read(S3Object object, Consumer<? super TargetRow> rows) throws IOException {
        Optional<Map<String, String>> metadata = metadata(object.key());
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        RunCounter counter = new RunCounter(rows);
        String problem = new ObjectReader(client, bucket, object.key(), object.size()).read(counter);
        return Optional.of(new TargetObject(
                object.key(),
                TargetObject.Kind.OBJECT,
                object.size(),
                object.eTag(),
                metadata.get(),
                counter.records(),
                counter.runs(),
                problem));
    }

    private Optional<Map<String, String>> metadata(String key) throws IOException {
        try {
            return Optional.of(ask(
                    "read the metadata of " + key + " in",
                    () -> client.headObject(head -> head.bucket(bucket).key(key))
                            .metadata()));
        } catch (IOException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Optional<List<TargetObject>> readObjects() throws IOException {
        if (objects == null) {
            throw new IOException("the objects of bucket " + bucket + " were not read");
        }
        return Optional.of(objects);
    }

    @Override
    public boolean recordsHistory() {
        return false;
    }

    @Override
    public void readHistory(Consumer<? super TargetChange> changes) {
        throw new UnsupportedOperationException("S3 keeps no history of changes");
    }

    private List<S3Object> objects() throws IOException {
        return ask(
                "list the objects of",
                () -> client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                        .toList());
    }

    private List<MultipartUpload> uploads() throws IOException {
        return ask(
                "list the uploads of",
                () -> client.listMultipartUploadsPaginator(list -> list.bucket(bucket)).uploads().stream()
                        .toList());
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (S3Client closing = client) {
            empty();
            ask("remove", () -> closing.deleteBucket(delete -> delete.bucket(bucket)));
        } catch (IOException e) {
            // Absent when begin() was never called, or failed.
            if (!isAbsent(e)) {
                throw e;
            }
        }
    }

    private void empty() throws IOException {
        for (MultipartUpload upload : uploads()) {
            ask(
                    "give an upload up in",
                    () -> client.abortMultipartUpload(
                            abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
        }
        for (S3Object object : objects()) {
            ask(
                    "remove an object of",
                    () -> client.deleteObject(delete -> delete.bucket(bucket).key(object.key())));
        }
    }

    /** What was asked for is not there. */
    private static boolean isAbsent(IOException e) {
        return e.getCause() instanceof S3Exception answer && answer.statusCode() == NOT_FOUND;
    }

    private interface Question<T> {
        T ask();
    }

    private <T> T ask(String what, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (SdkException e) {
            throw new IOException("cannot " + what + " bucket " + bucket + ": " + e.getMessage(), e);
        }
    }
}
