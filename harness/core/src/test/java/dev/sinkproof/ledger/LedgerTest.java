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
        assertThat(ledger.acked(1, 99)).isTrue();
        assertThat(ledger.acked(1, 100)).isFalse();
        assertThat(ledger.topic()).isEqualTo("topic");
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

        assertThatThrownBy(recorder::toLedger)
                .hasMessage("offsets must ascend with ordinals, but ordinal 1 lies at offset 3 and ordinal 0 at 5:"
                        + " the source log lost acknowledged records");
    }

    @Test
    void a_gap_free_file_is_small_whatever_it_stands_for() throws IOException {
        Path file = folder.resolve("ledger.json");

        Ledger.contiguous("topic", 3, 1_000_000_000L).save(file);

        assertThat(Files.size(file)).isLessThan(1000);
        assertThat(Ledger.load(file).acknowledged()).isEqualTo(3_000_000_000L);
    }

    @Test
    void what_is_acknowledged_without_gaps_takes_no_more_room_the_more_it_is() throws IOException {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        for (long ordinal = 0; ordinal < 1_000; ordinal++) {
            recorder.attempt(0, ordinal);
            recorder.acked(0, ordinal, ordinal);
        }
        Path file = folder.resolve("ledger.json");
        recorder.toLedger().save(file);

        assertThat(Files.size(file)).isLessThan(1000);
    }

    @Test
    void a_file_that_is_no_ledger_is_refused_with_its_name() throws IOException {
        Path file = folder.resolve("ledger.json");
        for (String text : new String[] {
            "{",
            "{\"schemaVersion\":99,\"topic\":\"t\",\"partitions\":[]}",
            "{\"schemaVersion\":1,\"topic\":\"t\",\"partitions\":[{\"count\":5,\"endOffset\":5,\"runs\":[],\"unknown\":[],\"rejected\":[]}]}",
            "{\"schemaVersion\":1,\"topic\":\"t\",\"partitions\":[{\"count\":0,\"endOffset\":5,\"runs\":[{\"ordinal\":0,\"offset\":0,\"length\":0}],\"unknown\":[],\"rejected\":[]}]}",
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
    void its_file_keeps_what_is_unknown_what_was_rejected_and_where_each_topic_of_the_name_begins() throws IOException {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        for (long ordinal = 0; ordinal < 8; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal == 3 || ordinal == 5) {
                recorder.recreated();
            }
        }
        for (long ordinal : new long[] {0, 1}) {
            recorder.rejected(0, ordinal);
        }
        recorder.acked(0, 4, 3);
        recorder.acked(0, 7, 2);
        Path file = folder.resolve("ledger.json");
        recorder.toLedger().save(file);

        Ledger read = Ledger.load(file);

        assertThat(read.rejected()).isEqualTo(2);
        assertThat(read.unknown()).isEqualTo(4);
        for (long ordinal = 0; ordinal < 8; ordinal++) {
            assertThat(read.outcome(0, ordinal)).isEqualTo(recorder.toLedger().outcome(0, ordinal));
            assertThat(read.offsetOf(0, ordinal)).isEqualTo(recorder.toLedger().offsetOf(0, ordinal));
            assertThat(read.incarnationOf(0, ordinal)).isEqualTo(ordinal < 4 ? 0 : ordinal < 6 ? 1 : 2);
        }
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

    @Test
    void outcomes_of_records_that_were_never_attempted_are_refused() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        recorder.attempt(0, 0);

        for (long ordinal : new long[] {-1, 1}) {
            assertThatThrownBy(() -> recorder.acked(0, ordinal, 7))
                    .hasMessage("ordinal " + ordinal + " was never attempted");
            assertThatThrownBy(() -> recorder.rejected(0, ordinal))
                    .hasMessage("ordinal " + ordinal + " was never attempted");
        }
    }

    @Test
    void rejected_records_are_counted_and_are_not_unknown() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 2);
        for (int partition = 0; partition < 2; partition++) {
            recorder.attempt(partition, 0);
            recorder.attempt(partition, 1);
            recorder.rejected(partition, 1);
        }

        assertThat(recorder.toLedger().rejected()).isEqualTo(2);
        assertThat(recorder.toLedger().unknown()).isEqualTo(2);
        assertThat(recorder.toLedger().acknowledged()).isZero();
    }

    @Test
    void nothing_lies_before_the_first_record_or_behind_the_last() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        recorder.attempt(0, 0);
        recorder.acked(0, 0, 5);
        Ledger ledger = recorder.toLedger();

        assertThat(ledger.ordinalAt(0, 3)).isEqualTo(Ledger.NONE);
        assertThat(ledger.ordinalAt(0, 5)).isZero();
        assertThat(ledger.ordinalAt(0, 6)).isEqualTo(Ledger.NONE);
        assertThat(ledger.ordinalsBelow(0, 5)).isZero();
        assertThat(ledger.outcome(0, -1)).isEqualTo(ProduceOutcome.REJECTED);
        assertThat(ledger.outcome(0, 1)).isEqualTo(ProduceOutcome.REJECTED);
    }

    @Test
    void a_topic_may_be_created_again_before_anything_was_produced_to_it() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        recorder.recreated();
        recorder.attempt(0, 0);
        recorder.acked(0, 0, 0);

        assertThat(recorder.toLedger().incarnations()).isEqualTo(2);
        assertThat(recorder.toLedger().incarnationOf(0, 0)).isEqualTo(1);
    }

    @Test
    void topics_of_a_name_that_do_not_follow_each_other_are_no_ledger() throws IOException {
        Path file = folder.resolve("ledger.json");
        Files.writeString(
                file,
                "{\"schemaVersion\":1,\"topic\":\"t\",\"partitions\":[{\"count\":0,\"endOffset\":0,\"runs\":[],\"unknown\":[],\"rejected\":[],"
                        + "\"earlier\":[{\"records\":3,\"endOffset\":0,\"runs\":[]},{\"records\":-2,\"endOffset\":0,\"runs\":[]}]}]}");

        assertThatThrownBy(() -> Ledger.load(file))
                .hasMessageEndingWith(
                        "a topic that was created again cannot begin with record 1: the one before began with 3");
    }

    /** Records 0 to 3 at offsets 0 to 3, records 4 to 7 at offsets 10 to 13; of record 8 nothing is known. */
    private static Ledger withAGap() {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        for (long ordinal = 0; ordinal < 9; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal < 8) {
                recorder.acked(0, ordinal, ordinal < 4 ? ordinal : ordinal + 6);
            }
        }
        return recorder.toLedger();
    }

    @Test
    void what_is_doubted_may_be_a_whole_run_its_beginning_or_its_end() {
        for (long first = 0; first < 8; first++) {
            for (long end = first + 1; end <= 8; end++) {
                OrdinalSet doubted = new OrdinalSet();
                doubted.addRange(first, end);
                Ledger ledger = withAGap().doubting(partition -> doubted);

                assertThat(ledger.unknown(0)).isEqualTo(end - first + 1);
                for (long ordinal = 0; ordinal < 8; ordinal++) {
                    long offset =
                            doubted.contains(ordinal) ? Ledger.NONE : withAGap().offsetOf(0, ordinal);
                    assertThat(ledger.offsetOf(0, ordinal))
                            .as("record %s of which %s to %s are doubted", ordinal, first, end)
                            .isEqualTo(offset);
                }
                assertThat(ledger.outcome(0, 8)).isEqualTo(ProduceOutcome.UNKNOWN);
            }
        }
    }
}
