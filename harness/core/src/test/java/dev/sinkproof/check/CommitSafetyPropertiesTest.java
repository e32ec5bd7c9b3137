package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A modelled sink reads a partition in batches, collapses each by key, writes it in one transaction and commits. It crashes and
 * reads again from the last commit. As long as it commits after writing there must be silence.
 */
class CommitSafetyPropertiesTest {
    private static final int RECORDS = 120;

    private static final class Sink {
        final Random random;
        final Workload workload;
        final Ledger ledger = Ledger.contiguous(Run.TOPIC, 2, RECORDS);
        final List<TargetChange> history = new ArrayList<>();
        final List<OffsetCommit> commits = new ArrayList<>();
        final Map<Object, TargetRow> table = new LinkedHashMap<>();
        final boolean deletesTellKeys;
        final int commitEarlyMicros;
        long nowMicros = Run.START_MICROS;
        int transaction;

        final int partition;

        Sink(long seed, WriteModel model, int keys, int commitEarlyMicros) {
            this(seed, model, keys, commitEarlyMicros, 0);
        }

        Sink(long seed, WriteModel model, int keys, int commitEarlyMicros, int partition) {
            this.partition = partition;
            random = new Random(seed + partition);
            deletesTellKeys = random.nextInt(3) > 0;
            this.commitEarlyMicros = commitEarlyMicros;
            workload = Run.of(seed, model, 2, RECORDS, keys).workload;
        }

        Sink deliver() {
            long position = 0;
            long committed = 0;
            while (committed < RECORDS) {
                long end = Math.min(RECORDS, position + 1 + random.nextInt(20));
                passTime(3000);
                if (commitEarlyMicros > 0) {
                    commit(end);
                    passTime(commitEarlyMicros);
                    write(position, end);
                } else {
                    write(position, end);
                    passTime(2);
                    if (random.nextInt(4) == 0) {
                        position = committed;
                        continue;
                    }
                    commit(end);
                }
                committed = end;
                position = end;
            }
            return this;
        }

        private void passTime(int micros) {
            nowMicros += commitEarlyMicros > 0 ? micros : random.nextInt(micros);
        }

        private void commit(long next) {
            commits.add(new OffsetCommit(Run.TOPIC, partition, next, nowMicros / 1000, commits.size()));
        }

        /** The last record of each key in the batch is what reaches the target. */
        private void write(long first, long end) {
            transaction++;
            Map<Object, Long> last = new LinkedHashMap<>();
            for (long ordinal = first; ordinal < end; ordinal++) {
                last.put(workload.model().keyed() ? (Object) workload.keyOf(partition, ordinal) : ordinal, ordinal);
            }
            last.forEach(this::write);
        }

        private void write(Object place, long ordinal) {
            if (!workload.tombstone(partition, ordinal)) {
                TargetRow row = Run.row(workload, partition, ordinal);
                change(
                        table.put(place, row) == null ? TargetChange.Operation.INSERT : TargetChange.Operation.UPDATE,
                        row);
            } else if (table.remove(place) != null) {
                Map<String, Object> key = deletesTellKeys
                        ? Map.of("id", workload.record(partition, ordinal).keyId())
                        : Map.of();
                change(TargetChange.Operation.DELETE, new TargetRow(Run.TABLE, key));
            }
        }

        /** The stamp is what the target's clock showed a moment before the change became durable. */
        private void change(TargetChange.Operation operation, TargetRow row) {
            long stamp = commitEarlyMicros > 0 ? nowMicros : nowMicros - random.nextInt(1500);
            history.add(new TargetChange(stamp, Integer.toString(transaction), operation, row));
        }

        OrdinalSet endangered() throws IOException {
            return CommitAudit.of(workload, ledger, commits, history::forEach).endangered(0);
        }
    }

    @Property(tries = 1000)
    void commits_after_writes_give_silence(
            @ForAll long seed, @ForAll WriteModel model, @ForAll @IntRange(min = 1, max = 40) int keys)
            throws IOException {
        assertThat(new Sink(seed, model, keys, 0).deliver().endangered().isEmpty())
                .isTrue();
    }

    /** Two tasks write at the same time: their transactions' stamps and the order in which they became durable differ a little. */
    @Property(tries = 1000)
    void changes_that_are_told_out_of_order_give_silence(
            @ForAll long seed, @ForAll WriteModel model, @ForAll @IntRange(min = 1, max = 40) int keys)
            throws IOException {
        Sink one = new Sink(seed, model, keys, 0, 0).deliver();
        Sink other = new Sink(seed, model, keys, 0, 1).deliver();
        List<OffsetCommit> commits = new ArrayList<>(one.commits);
        commits.addAll(other.commits);

        CommitAudit audit = CommitAudit.of(
                one.workload, one.ledger, commits, interleaved(one.history, other.history, one.random)::forEach);

        assertThat(audit.premature()).isEmpty();
    }

    private static List<TargetChange> interleaved(List<TargetChange> one, List<TargetChange> other, Random random) {
        List<TargetChange> all = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            long aheadMicros = i == one.size()
                    ? Long.MAX_VALUE
                    : j == other.size()
                            ? Long.MIN_VALUE
                            : one.get(i).commitMicros() - other.get(j).commitMicros();
            boolean first = Math.abs((double) aheadMicros) < 5_000 ? random.nextBoolean() : aheadMicros < 0;
            all.add(first ? one.get(i++) : other.get(j++));
        }
        return all;
    }

    @Property(tries = 300)
    void every_record_committed_before_it_was_inserted_is_found(@ForAll long seed) throws IOException {
        Sink sink = new Sink(seed, WriteModel.APPEND, 5, 1000).deliver();

        assertThat(members(sink.endangered()))
                .isEqualTo(LongStream.range(0, RECORDS).boxed().collect(Collectors.toSet()));
    }

    @Property(tries = 300)
    void of_keys_without_tombstones_every_last_word_committed_before_it_was_written_is_found(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int keys) throws IOException {
        Sink sink = new Sink(seed, WriteModel.UPSERT, keys, 1000).deliver();

        assertThat(members(sink.endangered())).isEqualTo(lastWordsOfBatches(sink));
    }

    @Property(tries = 300)
    void where_tombstones_make_it_ambiguous_nothing_false_is_claimed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int keys) throws IOException {
        Sink sink = new Sink(seed, WriteModel.UPSERT_DELETE, keys, 1000).deliver();

        Set<Long> found = members(sink.endangered());
        assertThat(lastWordsOfBatches(sink)).containsAll(found);
        assertThat(found).isNotEmpty();
    }

    @Property(tries = 300)
    void less_than_a_millisecond_early_is_never_claimed(@ForAll long seed) throws IOException {
        Sink sink = new Sink(seed, WriteModel.APPEND, 5, 999);
        sink.nowMicros += 3_000_000 - sink.nowMicros % 1000;

        Set<Long> found = members(sink.deliver().endangered());

        // Each commit's true time decides: 999 µs later is another millisecond unless it was the first microsecond of
        // one.
        sink.commits.sort(Comparator.comparingLong(OffsetCommit::logOffset));
        for (long ordinal : found) {
            TargetChange change = sink.history.stream()
                    .filter(written -> written.row().fields().get("src_ordinal").equals(ordinal))
                    .findFirst()
                    .orElseThrow();
            OffsetCommit commit = sink.commits.stream()
                    .filter(past -> past.next() > ordinal)
                    .findFirst()
                    .orElseThrow();
            assertThat(change.commitMicros()).isGreaterThan(commit.epochMillis() * 1000 + 999);
        }
    }

    /** The same for seeds that stay the same: whoever breaks what they show hears of it at once, and each time. */
    @ParameterizedTest
    @EnumSource(WriteModel.class)
    void all_that_holds_for_some_seeds_that_stay_the_same(WriteModel model) throws IOException {
        for (int seed = 1; seed <= 10; seed++) {
            int keys = 4 * seed;
            commits_after_writes_give_silence(seed, model, keys);
            changes_that_are_told_out_of_order_give_silence(seed, model, keys);
            every_record_committed_before_it_was_inserted_is_found(seed);
            of_keys_without_tombstones_every_last_word_committed_before_it_was_written_is_found(seed, keys);
            where_tombstones_make_it_ambiguous_nothing_false_is_claimed(seed, keys);
            less_than_a_millisecond_early_is_never_claimed(seed);
        }
    }

    private static Set<Long> members(OrdinalSet set) {
        Set<Long> members = new TreeSet<>();
        set.forEach(members::add);
        return members;
    }

    private static Set<Long> lastWordsOfBatches(Sink sink) {
        Set<Long> words = new TreeSet<>();
        long first = 0;
        for (OffsetCommit commit : sink.commits) {
            Map<Integer, Long> last = new LinkedHashMap<>();
            for (long ordinal = first; ordinal < commit.next(); ordinal++) {
                last.put(sink.workload.keyOf(0, ordinal), ordinal);
            }
            words.addAll(last.values());
            first = commit.next();
        }
        return words;
    }
}
