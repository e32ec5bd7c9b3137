package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** All partitions of a task. Not thread-safe. */
final class SinkWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SinkWriter.class);

    private final S3SinkConfig config;
    private final SinkTaskContext context;
    private final PartitionWriter.Parts parts;
    private final Leftovers leftovers;
    private final Retries retries;
    private final Map<TopicPartition, PartitionWriter> partitions = new LinkedHashMap<>();

    SinkWriter(S3SinkConfig config, SinkTaskContext context, PartitionWriter.Parts parts, Leftovers leftovers) {
        this.config = config;
        this.context = context;
        this.parts = parts;
        this.leftovers = leftovers;
        this.retries = new Retries(config, context);
    }

    void open(Collection<TopicPartition> opened) {
        for (TopicPartition partition : opened) {
            leftovers.opened(partition);
            partitions.put(partition, new PartitionWriter(partition, parts));
        }
    }

    void put(Collection<SinkRecord> records) {
        try {
            TimeBudget budget = new TimeBudget(config.putMaxMillis(), System::nanoTime);
            partitions.values().forEach(PartitionWriter::batchBegins);
            leftovers.cleanUp();
            for (PartitionWriter partition : partitions.values()) {
                partition.complete(budget, context::offset);
            }
            for (SinkRecord record : records) {
                partition(record).put(record, budget, context::offset);
            }
            for (PartitionWriter partition : partitions.values()) {
                partition.tick(budget, context::offset);
            }
            retries.succeeded();
            askForCommit();
            askForNextTick();
        } catch (SdkException e) {
            throw retries.failed(e);
        } catch (OutOfTimeException e) {
            context.timeout(1);
            throw e;
        } catch (IOException e) {
            throw new ConnectException(
                    "files in " + S3SinkConfig.SPOOL_DIR + " " + config.spoolDir() + " cannot be written: " + e, e);
        }
    }

    private PartitionWriter partition(SinkRecord record) {
        PartitionWriter partition = partitions.get(Source.partition(record));
        if (partition == null) {
            throw new ConnectException(
                    "record " + Source.describe(record) + " is of a partition that was never opened");
        }
        return partition;
    }

    /** The sooner an object's offsets are committed, the less is done again after a crash. */
    private void askForCommit() {
        boolean advanced = false;
        for (PartitionWriter partition : partitions.values()) {
            advanced |= partition.takeAdvanced();
        }
        if (advanced) {
            context.requestCommit();
        }
    }

    /** Without a record, Connect calls put when it is about to commit, or when this time has passed. */
    private void askForNextTick() {
        partitions.values().stream()
                .flatMap(partition -> partition.untilTick().stream())
                .min(Duration::compareTo)
                .ifPresent(left -> context.timeout(Math.max(1, left.toMillis())));
    }

    /** Offsets below which everything is in objects, no further than Connect has delivered; partitions that have none are left out. */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        delivered.forEach((partition, position) -> committable(partition, position.offset())
                .ifPresent(offset -> committable.put(partition, new OffsetAndMetadata(offset))));
        return committable;
    }

    private OptionalLong committable(TopicPartition partition, long delivered) {
        PartitionWriter writer = partitions.get(partition);
        return writer == null ? OptionalLong.empty() : writer.committable(delivered);
    }

    /** The first offset that was not taken. */
    OptionalLong next(TopicPartition partition) {
        PartitionWriter writer = partitions.get(partition);
        return writer == null ? OptionalLong.empty() : writer.next();
    }

    void close(Collection<TopicPartition> closed) {
        for (TopicPartition partition : closed) {
            leftovers.closed(partition);
            discard(partition, partitions.remove(partition));
        }
    }

    void closeAll() {
        partitions.forEach(SinkWriter::discard);
        partitions.clear();
    }

    private static void discard(TopicPartition partition, PartitionWriter writer) {
        if (writer == null) {
            return;
        }
        try {
            writer.discard();
        } catch (IOException e) {
            LOG.warn("Local files of {} could not be removed", partition, e);
        }
    }
}
