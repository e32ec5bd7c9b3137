package dev.sinkproof.sinks.s3;

import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Makes files objects. What fails can be tried again with the same file, and goes on where it was: parts that have arrived are not
 * sent again.
 *
 * <p>A seam for variants that differ in exactly one thing.
 */
public class Uploader {
    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);

    private final S3SinkConfig config;
    private final ObjectStore store;

    public Uploader(S3SinkConfig config, ObjectStore store) {
        this.config = config;
        this.store = store;
    }

    /** Whether an object that is there already is left as it is. */
    protected boolean ifAbsent() {
        return config.deliveryMode() == DeliveryMode.EXACTLY_ONCE;
    }

    /**
     * Makes an object of the file.
     *
     * @return what the object of that name holds now: the file's own range, or that of an object that was there before
     * @throws SdkException when a request failed
     * @throws OutOfTimeException when there was no time for all of it
     * @throws ConnectException when what is there already is not of this connector
     */
    protected ObjectRange upload(FinishedFile file, TimeBudget budget) {
        try {
            if (file.size() <= config.partBytes()) {
                store.put(file, ifAbsent());
            } else {
                uploadInParts(file, budget);
            }
            return file.range();
        } catch (SdkException e) {
            if (S3Errors.isTaken(e)) {
                abandon(file);
                return existing(file, e);
            }
            if (S3Errors.isUploadGone(e)) {
                file.uploadEnded();
                return completedBefore(file).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private void uploadInParts(FinishedFile file, TimeBudget budget) {
        if (file.uploadId() == null) {
            file.uploadStarted(store.beginUpload(file));
        }
        while (uploaded(file) < file.size()) {
            budget.check();
            long from = uploaded(file);
            long length = Math.min(config.partBytes(), file.size() - from);
            CompletedPart part =
                    store.uploadPart(file, file.uploadId(), file.parts().size() + 1, from, length);
            file.parts().add(part);
        }
        budget.check();
        store.completeUpload(file.key(), file.uploadId(), file.parts(), ifAbsent());
        file.uploadEnded();
    }

    private long uploaded(FinishedFile file) {
        return Math.min(file.size(), (long) file.parts().size() * config.partBytes());
    }

    /** After a completion whose answer was lost, the upload is gone and the object is there. */
    private Optional<ObjectRange> completedBefore(FinishedFile file) {
        return store.metadata(file.key())
                .flatMap(ObjectRange::readFrom)
                .filter(range -> range.attempt().equals(file.range().attempt()));
    }

    private ObjectRange existing(FinishedFile file, SdkException taken) {
        ObjectRange existing = store.metadata(file.key())
                .flatMap(ObjectRange::readFrom)
                .filter(range -> range.beginsLike(file.range()))
                .orElseThrow(() -> new ConnectException(
                        "object " + file.key()
                                + " exists, but its metadata does not say that it holds the records from "
                                + file.range().topic() + "-" + file.range().partition() + "@"
                                + file.range().first() + " on; it is not replaced. Move it away, or use another "
                                + S3SinkConfig.TOPICS_DIR,
                        taken));
        LOG.info("Object {} is there already and holds {}; this task had {}", file.key(), existing, file.range());
        return existing;
    }

    /** Gives the file's multipart upload up, if one is under way. Its failure is only logged: another one is under way. */
    final void abandon(FinishedFile file) {
        String id = file.uploadId();
        if (id == null) {
            return;
        }
        file.uploadEnded();
        try {
            store.abortUpload(file.key(), id);
        } catch (SdkException e) {
            if (!S3Errors.isUploadGone(e)) {
                LOG.warn(
                        "Upload {} of {} could not be given up; the task that owns the partition next will do it: {}",
                        id,
                        file.key(),
                        S3Errors.describe(e));
            }
        }
    }
}
