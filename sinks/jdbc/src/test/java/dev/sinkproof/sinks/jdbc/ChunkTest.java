package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ChunkTest {
    @Test
    void saysWhichOffsetsItHolds() {
        List<SinkRecord> records = new ArrayList<>(Records.range(0, 5, 9));
        records.add(Records.version(1, 3, 1));

        Chunk chunk = Chunk.split(records, 10).get(0);

        assertThat(chunk).hasToString("orders-0@5..8, orders-1@3..3");
        assertThat(chunk.nextOffsets()).isEqualTo(Map.of(Records.partition(0), 9L, Records.partition(1), 4L));
    }

    @Test
    void goesByTheTopicBeforeTransforms() {
        SinkRecord routed = Records.version(0, 5, 1).newRecord("renamed", 7, null, null, null, null, 0L);

        Chunk chunk = Chunk.split(List.of(routed), 10).get(0);

        assertThat(chunk.nextOffsets()).isEqualTo(Map.of(Records.partition(0), 6L));
        assertThat(routed.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
    }
}
