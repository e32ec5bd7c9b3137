package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkTask;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** M6: see {@link M6LocalFileConnector}. */
public class M6LocalFileTask extends S3SinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M6LocalFileTask() {}

    /** The defect: the reference answers how far the objects reach. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        currentOffsets.forEach((partition, delivered) -> taken(partition)
                .ifPresent(
                        taken -> offsets.put(partition, new OffsetAndMetadata(Math.min(taken, delivered.offset())))));
        return offsets;
    }
}
