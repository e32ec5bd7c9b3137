package dev.sinkproof.sinks.s3;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One task. What {@link #put} was given becomes an object at the partition's next rotation; {@link #preCommit} tells how far that
 * has come.
 *
 * <p>Threads: as Connect calls it, one thread.
 */
public class S3SinkTask extends SinkTask {
    private ObjectStore store;
    private SinkWriter writer;

    /** For Connect, which creates tasks by reflection. */
    public S3SinkTask() {}

    @Override
    public void start(Map<String, String> properties) {
        S3SinkConfig config = new S3SinkConfig(properties);
        store = newStore(S3Clients.create(config), config);
        new StartCheck(config, store).run();
        ObjectNames names = newNames(config);
        Clock clock = newClock();
        RecordTime time = RecordTime.from(config, clock);
        PartitionWriter.Parts parts = new PartitionWriter.Parts(
                config,
                names,
                newUploader(config, store),
                Partitioner.from(config, time),
                time,
                new Rotation(config),
                clock,
                new ErrantRecords(context.errantRecordReporter()));
        writer = new SinkWriter(config, context, parts, new Leftovers(config, store, names));
    }

    /** A seam for variants, as the other methods of this kind: they return a subclass of what this returns. */
    protected ObjectStore newStore(S3Client client, S3SinkConfig config) {
        return new ObjectStore(client, config);
    }

    protected ObjectNames newNames(S3SinkConfig config) {
        return new ObjectNames(config);
    }

    protected Uploader newUploader(S3SinkConfig config, ObjectStore objects) {
        return new Uploader(config, objects);
    }

    protected Clock newClock() {
        return Clock.systemUTC();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        writer.open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        writer.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return writer.committable(currentOffsets);
    }

    /** The first offset of the partition that was not taken, whether what was taken is in an object or not. */
    protected final OptionalLong taken(TopicPartition partition) {
        return writer.next(partition);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        writer.close(partitions);
    }

    /** Also called by Connect when the task was never started, or its start failed. */
    @Override
    public void stop() {
        if (writer != null) {
            writer.closeAll();
        }
        if (store != null) {
            store.close();
        }
    }

    @Override
    public String version() {
        return Version.of(getClass());
    }
}
