package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class SegmentTest {
    private static final Schema OTHER =
            SchemaBuilder.struct().field("other", Schema.INT64_SCHEMA).build();

    private final RowMapper mapper = new RowMapper(
            new JdbcSinkConfig(Tasks.properties("jdbc:postgresql://localhost/db", "delete.enabled", "true")));

    @Test
    void takesDeletionsAlongWithRows() {
        List<Segment> segments = segments(
                Records.tombstone(0, 0, 1),
                Records.version(0, 1, 1),
                Records.tombstone(0, 2, 1),
                Records.version(0, 3, 2));

        assertThat(segments).hasSize(1);
        assertThat(segments.get(0).rows()).hasSize(4);
        assertThat(segments.get(0).shape().columns()).extracting(Column::name).containsExactly("id", "version", "note");
    }

    @Test
    void endsWhereTheColumnsChange() {
        SinkRecord other = Records.of(0, 1, 1, OTHER, new Struct(OTHER).put("other", 1L));

        assertThat(segments(Records.version(0, 0, 1), other, Records.version(0, 2, 1)))
                .extracting(segment -> segment.rows().get(0).source().kafkaOffset())
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void knowsThatItOnlyDeletes() {
        assertThat(segments(Records.tombstone(0, 0, 1)).get(0).deletionsOnly()).isTrue();
        assertThat(segments(Records.version(0, 0, 1)).get(0).deletionsOnly()).isFalse();
    }

    private List<Segment> segments(SinkRecord... records) {
        return Segment.of(mapper.map(List.of(records)).rows());
    }
}
