package dev.sinkproof.sinks.flawed;

import static dev.sinkproof.sinks.flawed.Sink.flawed;
import static dev.sinkproof.sinks.flawed.Sink.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Defects of keys, their versions and their order: the same records for the flawed sink and for the reference. */
@ExtendWith(PostgresExtension.class)
@Tag("slow")
class KeyDefectsIT {
    @Test
    void m34LetsAnOlderVersionWin(Database one, Database two) {
        assertThat(lastVersionsOfABatch(flawed("M34"), one)).containsExactly("1|8", "2|9");
        assertThat(lastVersionsOfABatch(reference("M34"), two)).containsExactly("1|38", "2|39");
    }

    @Test
    void m37LetsAnOlderVersionWin(Database one, Database two) {
        assertThat(lastVersionsOfABatch(flawed("M37"), one)).containsExactly("1|18", "2|19");
        assertThat(lastVersionsOfABatch(reference("M37"), two)).containsExactly("1|38", "2|39");
    }

    private static List<String> lastVersionsOfABatch(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(LongStream.range(0, 40)
                    .mapToObj(offset -> Records.version(0, offset, 1 + offset % 2))
                    .toList());
            return worker.rows("id, version");
        }
    }

    @Test
    void m35BringsBackAKeyThatTheSameBatchDeletes(Database one, Database two) {
        assertThat(insertedAndDeleted(flawed("M35"), one)).containsExactly("1", "2");
        assertThat(insertedAndDeleted(reference("M35"), two)).containsExactly("2");
    }

    private static List<String> insertedAndDeleted(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.version(0, 0, 1), Records.tombstone(0, 1, 1), Records.version(0, 2, 2));
            return worker.rows("id");
        }
    }

    @Test
    void m68KeepsADeletedKey(Database one, Database two) {
        assertThat(deletedLater(flawed("M68"), one)).containsExactly("1", "2");
        assertThat(deletedLater(reference("M68"), two)).containsExactly("2");
    }

    private static List<String> deletedLater(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.version(0, 0, 1), Records.version(0, 1, 2));
            worker.put(Records.tombstone(0, 2, 1));
            assertThat(worker.commit()).isEqualTo(3);
            return worker.rows("id");
        }
    }

    @Test
    void m67FailsAtADelete(Database one, Database two) {
        assertThatThrownBy(() -> deletedLater(flawed("M67"), one))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset 2");
        assertThat(deletedLater(reference("M67"), two)).containsExactly("2");
    }

    @Test
    void m39LetsAReplayedVersionWin(Database one, Database two) {
        assertThat(afterAReplayThatStopsMidway(flawed("M39"), one)).containsExactly("1|0", "2|1");
        assertThat(afterAReplayThatStopsMidway(reference("M39"), two)).containsExactly("1|2");
    }

    @Test
    void m40LetsAReplayedVersionWin(Database one, Database two) {
        assertThat(afterAReplayThatStopsMidway(flawed("M40"), one)).containsExactly("1|0", "2|1");
        assertThat(afterAReplayThatStopsMidway(reference("M40"), two)).containsExactly("1|2");
    }

    private static List<String> afterAReplayThatStopsMidway(Sink sink, Database database) {
        List<SinkRecord> log = List.of(
                Records.version(0, 0, 1),
                Records.version(0, 1, 2),
                Records.version(0, 2, 1),
                Records.tombstone(0, 3, 2));
        try (Worker worker = new Worker(sink, database)) {
            worker.put(log);
            worker.restart();
            worker.put(log.subList(0, 2));
            return worker.rows("id, version");
        }
    }

    @Test
    void m43DropsTheRecordsOfATopicThatWasCreatedAgain(Database one, Database two) {
        assertThat(afterTheTopicWasCreatedAgain(flawed("M43"), one)).containsExactly("0|v0", "1|v1", "2|v2", "3|new");
        assertThat(afterTheTopicWasCreatedAgain(reference("M43"), two))
                .containsExactly("0|new", "0|v0", "1|new", "1|v1", "2|new", "2|v2", "3|new");
    }

    @Test
    void m43WritesNothingTwice(Database database) {
        try (Worker worker = new Worker(flawed("M43"), database)) {
            worker.read(3);
            worker.restart();
            worker.put(Records.range(0, 0, 5));
            assertThat(worker.versions()).containsExactly("0", "1", "2", "3", "4");
        }
    }

    private static List<String> afterTheTopicWasCreatedAgain(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(3);
            worker.restart();
            worker.put(LongStream.range(0, 4)
                    .mapToObj(offset -> Records.version(0, offset, offset, "new"))
                    .toList());
            return worker.rows("version, note");
        }
    }

    @Test
    void m45FailsAtAGap(Database one, Database two) {
        assertThatThrownBy(() -> afterAGap(flawed("M45"), one))
                .isInstanceOf(ConnectException.class)
                .hasMessage("offset 1 is missing");
        assertThat(afterAGap(reference("M45"), two)).containsExactly("0", "5");
    }

    private static List<String> afterAGap(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.version(0, 0, 0), Records.version(0, 5, 5));
            return worker.versions();
        }
    }
}
