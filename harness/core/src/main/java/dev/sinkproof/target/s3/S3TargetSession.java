package dev.sinkproof.target.s3;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.target.TargetSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
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
    private static final Logger LOG = LoggerFactory.getLogger(S3TargetSession.class);

    private static final int REMOVALS = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final S3Client client;
    private final Bucket bucket;
    private final S3Onlooker onlooker;
    private List<TargetObject> objects;
    private boolean closed;

    /**
     * Opens a session.
     *
     * @param bucket name of a bucket that does not exist yet
     * @param onlooker who reads along in that bucket; the session closes it
     */
    public S3TargetSession(S3Access access, String bucket, S3Onlooker onlooker) {
        this.client = access.client();
        this.bucket = new Bucket(client, bucket);
        this.onlooker = onlooker;
    }

    @Override
    public void begin() throws IOException {
        bucket.ask("make", () -> client.createBucket(create -> create.bucket(bucket.name())));
    }

    /** Names, sizes and contents' tags: what another client could see change. */
    @Override
    public String fingerprint() throws IOException {
        StringBuilder seen = new StringBuilder();
        for (S3Object object : bucket.all()) {
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
        for (S3Object object : bucket.objects()) {
            bucket.read(object.key(), TargetObject.Kind.OBJECT, rows).ifPresent(read::add);
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
        read.addAll(onlooker.seen());
        objects = List.copyOf(read);
    }

    @Override
    public Optional<List<TargetObject>> readObjects() throws IOException {
        if (objects == null) {
            throw new IOException("the objects of bucket " + bucket.name() + " were not read");
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

    private List<MultipartUpload> uploads() throws IOException {
        return bucket.ask(
                "list the uploads of",
                () -> client.listMultipartUploadsPaginator(list -> list.bucket(bucket.name())).uploads().stream()
                        .toList());
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        onlooker.close();
        try (S3Client closing = client) {
            removeBucket(closing);
        } catch (IOException e) {
            // Absent when begin() was never called, or failed.
            if (!Bucket.isAbsent(e)) {
                throw e;
            }
        }
    }

    /**
     * What a zombie still had under way may come after the bucket was emptied. And S3Proxy keeps a part that was being sent when its upload
     * was given up: no list shows it, and the bucket never becomes empty. That is no verdict on a subject, whose evidence is read by then.
     */
    private void removeBucket(S3Client client) throws IOException {
        for (int attempt = 1; ; attempt++) {
            empty();
            try {
                bucket.ask("remove", () -> client.deleteBucket(delete -> delete.bucket(bucket.name())));
                return;
            } catch (IOException e) {
                if (!Bucket.isRefusedAsItIs(e)) {
                    throw e;
                }
                if (attempt == REMOVALS) {
                    LOG.warn(
                            "Bucket {} is left behind: it shows nothing any more, and the server says that it is not empty",
                            bucket.name());
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void empty() throws IOException {
        for (MultipartUpload upload : uploads()) {
            bucket.ask(
                    "give an upload up in",
                    () -> client.abortMultipartUpload(abort ->
                            abort.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId())));
        }
        for (S3Object object : bucket.all()) {
            bucket.ask(
                    "remove an object of",
                    () -> client.deleteObject(
                            delete -> delete.bucket(bucket.name()).key(object.key())));
        }
    }
}
