package dev.sinkproof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    @Test
    void without_gaps_ordinals_are_offsets() {
        Ledger ledger = Ledger.contiguous("topic", 2, 100);

        assertThat(ledger.offsetOf(1, 99)).isEqualTo(99);
        assertThat(ledger.offsetOf(1, 100)).isEqualTo(Ledger.NONE);
        assertThat(ledger.ordinalAt(0, 7)).isEqualTo(7);
        assertThat(ledger.ordinalsBelow(0, 7)).isEqualTo(7);
        assertThat(ledger.ordinalsBelow(0, 1000)).isEqualTo(100);
        assertThat(ledger.acknowledged()).isEqualTo(200);
        assertThat(ledger.endOffset(0)).isEqualTo(100);
        assertThat(ledger.unexplainedOffsets(0)).isZero();
    }

    @Test
    void answers_may_come_in_any_order() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        for (long ordinal = 0; ordinal < 6; ordinal++) {
            recorder.attempt(0, ordinal);
        }
        for (long ordinal : new long[] {4, 5, 0, 1}) {
            recorder.acked(0, ordinal, ordinal);
        }

        Ledger ledger = recorder.toLedger();

        assertThat(ledger.unknown(0)).isEqualTo(2);
        assertThat(ledger.offsetOf(0, 5)).isEqualTo(5);
        assertThat(ledger.unexplainedOffsets(0)).isEqualTo(4);
    }

    @Test
    void the_logs_end_shows_whether_unknown_records_are_in_it() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        recorder.attempt(0, 0);
        recorder.attempt(0, 1);
        recorder.acked(0, 0, 0);

        recorder.logEnd(0, 1);

        assertThat(recorder.toLedger().unexplainedOffsets(0)).isZero();
    }

    @Test
    void a_log_that_went_backwards_is_no_ledger() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        recorder.attempt(0, 0);
        recorder.attempt(0, 1);
        recorder.acked(0, 0, 5);
        recorder.acked(0, 1, 3);

        assertThatThrownBy(recorder::toLedger).hasMessageContaining("the source log lost acknowledged records");
    }

    @Test
    void a_gap_free_file_is_small_whatever_it_stands_for() throws IOException {
        Path file = folder.resolve("ledger.json");

        Ledger.contiguous("topic", 3, 1_000_000_000L).save(file);

        assertThat(Files.size(file)).isLessThan(1000);
        assertThat(Ledger.load(file).acknowledged()).isEqualTo(3_000_000_000L);
    }

    @Test
    void a_file_that_is_no_ledger_is_refused_with_its_name() throws IOException {
        Path file = folder.resolve("ledger.json");
        for (String text : new String[] {
            "{",
            "{\"schemaVersion\":99,\"topic\":\"t\",\"partitions\":[]}",
            "{\"schemaVersion\":1,\"topic\":\"t\",\"partitions\":[{\"count\":5,\"endOffset\":5,\"runs\":[],\"unknown\":[],\"rejected\":[]}]}",
            "{\"schemaVersion\":1}"
        }) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> Ledger.load(file))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ledger.json is not a ledger");
        }
    }

    /** Two records of the first topic, then three of the one that took its place. */
    private static Ledger recreated() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        for (long ordinal = 0; ordinal < 5; ordinal++) {
            if (ordinal == 2) {
                recorder.logEnd(0, 2);
                recorder.recreated();
            }
            recorder.attempt(0, ordinal);
            recorder.acked(0, ordinal, ordinal < 2 ? ordinal : ordinal - 2);
        }
        recorder.logEnd(0, 3);
        return recorder.toLedger();
    }

    @Test
    void a_topic_that_was_created_again_has_offsets_of_its_own() {
        Ledger ledger = recreated();

        assertThat(ledger.incarnations()).isEqualTo(2);
        assertThat(ledger.offsetOf(0, 1)).isEqualTo(1);
        assertThat(ledger.offsetOf(0, 2)).isZero();
        assertThat(ledger.incarnationOf(0, 1)).isZero();
        assertThat(ledger.incarnationOf(0, 2)).isEqualTo(1);
        assertThat(ledger.ordinalAt(0, 0, 1)).isEqualTo(1);
        assertThat(ledger.ordinalAt(0, 1, 1)).isEqualTo(3);
        assertThat(ledger.ordinalsBelow(0, 0, 2)).isEqualTo(2);
        assertThat(ledger.ordinalsBelow(0, 1, 0)).isEqualTo(2);
        assertThat(ledger.ordinalsBelow(0, 1, 2)).isEqualTo(4);
        assertThat(ledger.ordinalsBelow(0, 2, 0)).isEqualTo(5);
        assertThat(ledger.endOffset(0)).isEqualTo(3);
        assertThat(ledger.offsetsBefore(0, 1)).isEqualTo(2);
        assertThat(ledger.unexplainedOffsets(0)).isZero();
        assertThat(ledger.nameOf(0, 0)).isEqualTo("topic-0");
        assertThat(ledger.nameOf(0, 1)).isEqualTo("topic#2-0");
    }

    @Test
    void keeps_both_topics_of_a_name_in_its_file() throws IOException {
        Path file = folder.resolve("ledger.json");
        recreated().save(file);

        Ledger read = Ledger.load(file);

        assertThat(read.incarnations()).isEqualTo(2);
        assertThat(read.offsetOf(0, 1)).isEqualTo(1);
        assertThat(read.offsetOf(0, 4)).isEqualTo(2);
        assertThat(read.offsetsBefore(0, 1)).isEqualTo(2);
    }

    @Test
    void an_answer_that_comes_late_belongs_to_the_topic_it_was_sent_to() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        recorder.attempt(0, 0);
        recorder.recreated();
        recorder.attempt(0, 1);
        recorder.acked(0, 1, 0);
        recorder.acked(0, 0, 0);

        assertThat(recorder.toLedger().incarnationOf(0, 0)).isZero();
        assertThat(recorder.toLedger().offsetOf(0, 0)).isZero();
        assertThat(recorder.toLedger().offsetOf(0, 1)).isZero();
    }

    @Test
    void what_is_doubted_is_unknown_and_all_else_is_as_before() {
        OrdinalSet doubted = new OrdinalSet();
        doubted.addRange(3, 6);

        Ledger ledger =
                Ledger.contiguous("topic", 2, 10).doubting(partition -> partition == 0 ? doubted : new OrdinalSet());

        assertThat(ledger.unknown(0)).isEqualTo(3);
        assertThat(ledger.unknown(1)).isZero();
        assertThat(ledger.outcome(0, 3)).isEqualTo(ProduceOutcome.UNKNOWN);
        assertThat(ledger.offsetOf(0, 2)).isEqualTo(2);
        assertThat(ledger.offsetOf(0, 6)).isEqualTo(6);
        assertThat(ledger.ordinalsBelow(0, 5)).isEqualTo(3);
        assertThat(ledger.ordinalsBelow(0, 7)).isEqualTo(7);
    }
}
