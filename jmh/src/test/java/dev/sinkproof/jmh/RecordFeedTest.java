package dev.sinkproof.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordFeedTest {
    private final RecordFeed feed = new RecordFeed();

    @Test
    void offsetsGrowByOneOverCallsAndRounds() {
        List<SinkRecord> first = feed.next(RecordFeed.ROUND - 1);
        List<SinkRecord> second = feed.next(3);

        assertThat(first.get(0).kafkaOffset()).isZero();
        assertThat(second).extracting(SinkRecord::kafkaOffset).containsExactlyElementsOf(offsets(RecordFeed.ROUND - 1));
        assertThat(feed.nextOffset()).isEqualTo(RecordFeed.ROUND + 2);
    }

    @Test
    void noKeyOccursTwiceInARoundWhereverItStarts() {
        feed.next(7_000);

        assertThat(feed.next(RecordFeed.ROUND)).extracting(SinkRecord::key).doesNotHaveDuplicates();
    }

    @Test
    void roundsRepeatTheirValues() {
        Object value = feed.next(RecordFeed.ROUND).get(0).value();

        assertThat(feed.next(1).get(0).value()).isSameAs(value);
    }

    @Test
    void textsAreAsLongAsAsked() {
        RecordFeed texts = new RecordFeed("1024");

        Struct value = (Struct) texts.next(1).get(0).value();

        assertThat(value.getString("text")).hasSize(1_024);
        // {"id":0,"text":"…"}
        assertThat(texts.bytes(0, 1)).isEqualTo(1_024 + 18);
        assertThat(texts.next(RecordFeed.ROUND)).extracting(SinkRecord::key).doesNotHaveDuplicates();
    }

    private static List<Long> offsets(long first) {
        return LongStream.range(first, first + 3).boxed().toList();
    }
}
