package dev.sinkproof.sinks.s3;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Multipart uploads that earlier owners of this task's partitions left unfinished. If one of them still lives, its upload ends
 * with an error: it no longer owns the partition.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final S3SinkConfig config;
    private final ObjectStore store;
    private final ObjectNames names;
    private final Set<TopicPartition> unchecked = new HashSet<>();

    Leftovers(S3SinkConfig config, ObjectStore store, ObjectNames names) {
        this.config = config;
        this.store = store;
        this.names = names;
    }

    void opened(TopicPartition partition) {
        unchecked.add(partition);
    }

    void closed(TopicPartition partition) {
        unchecked.remove(partition);
    }

    /** @throws SdkException when a request failed; the next call tries again */
    void cleanUp() {
        if (unchecked.isEmpty()) {
            return;
        }
        for (MultipartUpload upload : store.unfinishedUploads(config.topicsDir() + "/")) {
            if (unchecked.stream().anyMatch(partition -> names.belongsTo(upload.key(), partition))) {
                giveUp(upload);
            }
        }
        unchecked.clear();
    }

    private void giveUp(MultipartUpload upload) {
        LOG.info("Giving up unfinished upload {} of {}, begun {}", upload.uploadId(), upload.key(), upload.initiated());
        try {
            store.abortUpload(upload.key(), upload.uploadId());
        } catch (SdkException e) {
            if (!S3Errors.isUploadGone(e)) {
                throw e;
            }
        }
    }
}
