package dev.sinkproof.target.s3;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket as its readers use it. Thread-safe as its client is. */
record Bucket(S3Client client, String name) {
    /** Nobody replaces an object that often while it is read. */
    private static final int ATTEMPTS = 10;

    /** How long an object may be there without a tag. */
    private static final Duration NOTED = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    interface Question<T> {
        T ask();
    }

    <T> T ask(String what, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (SdkException e) {
            throw new IOException("cannot " + what + " bucket " + name + ": " + e.getMessage(), e);
        }
    }

    /** What was asked for is not there. */
    static boolean isAbsent(IOException e) {
        return answered(e, HttpURLConnection.HTTP_NOT_FOUND);
    }

    /** A bucket that holds something cannot be removed. */
    static boolean isRefusedAsItIs(IOException e) {
        return answered(e, HttpURLConnection.HTTP_CONFLICT);
    }

    private static boolean answered(IOException e, int status) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof S3Exception answer) {
                return answer.statusCode() == status;
            }
        }
        return false;
    }

    List<S3Object> all() throws IOException {
        return ask(
                "list the objects of",
                () -> client.listObjectsV2Paginator(list -> list.bucket(name)).contents().stream()
                        .toList());
    }

    /** All objects, but for what some tools leave so that a prefix looks like a folder. */
    List<S3Object> objects() throws IOException {
        return all().stream()
                .filter(object -> !(object.key().endsWith("/") && object.size() == 0))
                .toList();
    }

    /**
     * Reads an object to its end: one content of it, also when it is replaced meanwhile. Empty when it has gone: some servers list for a
     * moment what is only being written.
     */
    Optional<TargetObject> read(String key, TargetObject.Kind kind, Consumer<? super TargetRow> rows)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Optional.of(readOnce(key, kind, rows));
            } catch (IOException e) {
                if (isAbsent(e)) {
                    return Optional.empty();
                }
                // Refused before the first row: the content that its metadata were of is no longer there.
                if (attempt == ATTEMPTS || !answered(e, HttpURLConnection.HTTP_PRECON_FAILED)) {
                    throw e;
                }
            }
        }
    }

    /** S3 gives every object a tag. A server that makes objects of files may show a file for a moment before it has noted what it is. */
    private HeadObjectResponse head(String key) throws IOException {
        long deadline = System.nanoTime() + NOTED.toNanos();
        while (true) {
            HeadObjectResponse head = ask(
                    "read the metadata of " + key + " in",
                    () -> client.headObject(ask -> ask.bucket(name).key(key)));
            if (head.eTag() != null) {
                return head;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("bucket " + name + " has an object " + key
                        + " to which the server gives no entity tag, and has not for " + NOTED.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private TargetObject readOnce(String key, TargetObject.Kind kind, Consumer<? super TargetRow> rows)
            throws IOException {
        HeadObjectResponse head = head(key);
        RunCounter counter = new RunCounter(rows);
        String problem = new ObjectReader(client, name, key, head.eTag(), head.contentLength()).read(counter);
        return new TargetObject(
                key,
                kind,
                head.contentLength(),
                head.eTag(),
                head.metadata(),
                counter.records(),
                counter.runs(),
                problem);
    }
}
