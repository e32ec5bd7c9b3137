package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.OffsetStore.Advance;
import dev.sinkproof.sinks.jdbc.OffsetStore.Stored;
import dev.sinkproof.sinks.jdbc.PartitionClaims.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class PartitionClaimsTest {
    private static final TopicPartition P0 = Records.partition(0);

    private final PartitionClaims claims = new PartitionClaims();

    @Test
    void leaveThePositionToTheGroupWhenNothingIsStored() {
        claims.opened(List.of(P0));

        assertThat(claims.claimed(Map.of(P0, new Stored(null, 1)), true)).isEmpty();
        assertThat(claims.admit(Records.range(0, 40, 42)).records()).hasSize(2);
        assertThat(claims.advances(Map.of(P0, 42L))).isEqualTo(Map.of(P0, new Advance(1, null, 42)));
    }

    @Test
    void rewindToWhatIsStored() {
        open(5);

        assertThat(claims.admit(Records.range(0, 5, 7)).records()).hasSize(2);
    }

    @Test
    void rewindAgainOnceWhenConnectWentBackMeanwhile() {
        open(5);

        Admission first = claims.admit(Records.range(0, 3, 7));
        claims.putDone();
        Admission second = claims.admit(Records.range(0, 5, 7));

        assertThat(first.records()).isEmpty();
        assertThat(first.rewinds()).isEqualTo(Map.of(P0, 5L));
        assertThat(second.records()).hasSize(2);
        assertThat(second.rewinds()).isEmpty();
    }

    @Test
    void failWhenTheLogHasNoSuchOffset() {
        open(5);
        assertThat(claims.admit(Records.range(0, 0, 1)).records()).isEmpty();
        claims.putDone();

        assertThatThrownBy(() -> claims.admit(Records.range(0, 0, 1))).isInstanceOf(ConnectException.class);
    }

    @Test
    void doNotCountRecordsFromBeforeALateRewindHoweverOftenTheyCome() {
        claims.opened(List.of(P0));
        claims.claimed(Map.of(P0, new Stored(5L, 2)), false);

        for (int delivery = 0; delivery < 3; delivery++) {
            Admission again = claims.admit(Records.range(0, 9, 12));
            assertThat(again.records()).isEmpty();
            assertThat(again.rewinds()).isEqualTo(Map.of(P0, 5L));
            assertThat(claims.committable(delivered(12))).isEmpty();
        }
        claims.putDone();

        assertThat(claims.committable(delivered(12))).isEmpty();
        assertThat(claims.admit(Records.range(0, 5, 12)).records()).hasSize(7);
        assertThat(claims.committable(delivered(12))).containsKey(P0);
    }

    @Test
    void endWithTheirPartition() {
        open(5);

        claims.closed(List.of(P0));

        assertThat(claims.held()).isEmpty();
        assertThat(claims.committable(delivered(5))).isEmpty();
        assertThat(claims.admit(Records.range(0, 5, 7)).unowned()).isEqualTo(2);
    }

    @Test
    void areLostWhenTheStoredEpochIsAnother() {
        open(5);
        claims.admit(Records.range(0, 5, 6));
        claims.doubt();

        assertThatThrownBy(() -> claims.confirmed(Map.of(P0, new Stored(5L, 3))))
                .isInstanceOf(FencedException.class);

        assertThat(claims.committable(delivered(5))).isEmpty();
        assertThat(claims.held()).isEmpty();
    }

    @Test
    void areMadeAnewUnlessThePartitionIsClosed() {
        open(5);
        claims.doubt();
        assertThatThrownBy(() -> claims.confirmed(Map.of(P0, new Stored(5L, 3))))
                .isInstanceOf(FencedException.class);

        assertThat(claims.unclaimed()).containsExactly(P0);
        claims.closed(List.of(P0));
        assertThat(claims.unclaimed()).isEmpty();
        assertThat(claims.admit(Records.range(0, 5, 6)).unowned()).isEqualTo(1);
    }

    @Test
    void areLostWhenTheStoredRowIsGone() {
        open(5);

        assertThatThrownBy(() -> claims.confirmed(Map.of()))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("none");
    }

    @Test
    void learnWhatALostAnswerHadCommitted() {
        open(5);
        claims.admit(Records.range(0, 5, 9));
        claims.doubt();

        claims.confirmed(Map.of(P0, new Stored(7L, 2)));

        assertThat(claims.inDoubt()).isFalse();
        assertThat(claims.admit(Records.range(0, 5, 9)).records())
                .extracting(SinkRecord::kafkaOffset)
                .containsExactly(7L, 8L);
    }

    /** However a log is cut into deliveries that step back, each record is admitted once, in order. */
    @Property
    void admitEachRecordOnce(@ForAll @Size(max = 20) List<@IntRange(min = 0, max = 4) Integer> stepsBack) {
        PartitionClaims own = new PartitionClaims();
        own.opened(List.of(P0));
        own.claimed(Map.of(P0, new Stored(null, 1)), true);
        List<Long> admitted = new ArrayList<>();
        long position = 0;
        for (int back : stepsBack) {
            long from = Math.max(0, position - back);
            position = from + 5;
            for (Chunk chunk :
                    Chunk.split(own.admit(Records.range(0, from, position)).records(), 2)) {
                chunk.records().forEach(record -> admitted.add(record.kafkaOffset()));
                own.advanced(chunk.nextOffsets());
            }
            own.putDone();
        }

        assertThat(admitted).isSorted().doesNotHaveDuplicates().hasSize((int) position);
    }

    private void open(long next) {
        claims.opened(List.of(P0));
        assertThat(claims.claimed(Map.of(P0, new Stored(next, 2)), true)).isEqualTo(Map.of(P0, next));
    }

    private static Map<TopicPartition, OffsetAndMetadata> delivered(long offset) {
        return Map.of(P0, new OffsetAndMetadata(offset));
    }
}
