package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.MemoryTarget.StoredOffset;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Effectively once, for appended rows: a partition's rows and its next offset are one transaction, on condition that the offset
 * is as this task left it. Opening a partition claims it, so that whoever had it before is fenced, and reads on from the target's
 * offset, whatever the consumer group says.
 */
public class ExactlyOnceTask extends SinkTask {
    protected final TargetClient client;
    protected final Map<TopicPartition, StoredOffset> claims = new HashMap<>();

    public ExactlyOnceTask(TargetClient client) {
        this.client = client;
    }

    @Override
    public void start(Map<String, String> properties) {
        // There is nothing to configure.
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            StoredOffset claimed = client.claim(partition);
            claims.put(partition, claimed);
            context.offset(partition, claimed.next());
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (!client.open()) {
            client.reopen();
        }
        Map<TopicPartition, List<SinkRecord>> byPartition = records.stream()
                .collect(Collectors.groupingBy(WrittenOffsets::partition, LinkedHashMap::new, Collectors.toList()));
        byPartition.forEach(this::write);
    }

    protected void write(TopicPartition partition, List<SinkRecord> records) {
        // Whoever was fenced and still has the partition was fenced by someone who came late.
        StoredOffset claim = claims.computeIfAbsent(partition, client::claim);
        List<SinkRecord> fresh = records.stream()
                .filter(record -> record.originalKafkaOffset() >= claim.next())
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        long next = fresh.get(fresh.size() - 1).originalKafkaOffset() + 1;
        StoredOffset moved = new StoredOffset(next, claim.epoch());
        if (!done(Row.of(fresh), partition, claim, moved)) {
            claims.remove(partition);
            throw new RetriableException("another task has claimed " + partition);
        }
        claims.put(partition, moved);
    }

    /** Does it, on condition that {@code claim} stands. What is in doubt, the target's offset tells. */
    protected boolean done(List<Row> rows, TopicPartition partition, StoredOffset claim, StoredOffset moved) {
        try {
            return client.appendWithOffset(rows, partition, claim, moved);
        } catch (TargetException e) {
            StoredOffset now = client.offset(partition);
            if (now.equals(claim)) {
                throw new RetriableException(e);
            }
            return now.equals(moved);
        }
    }

    /** For those who watch the group; where to read on, the target knows. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>();
        currentOffsets.forEach((partition, offset) -> {
            StoredOffset claim = claims.get(partition);
            if (claim != null) {
                safe.put(partition, new OffsetAndMetadata(Math.min(claim.next(), offset.offset())));
            }
        });
        return safe;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        partitions.forEach(claims::remove);
    }

    @Override
    public void stop() {
        // There is nothing to give back.
    }

    @Override
    public String version() {
        return "simulated";
    }
}
