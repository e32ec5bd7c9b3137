package dev.sinkproof.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Takes down what becomes of each record while it is produced. What was attempted and never answered is UNKNOWN.
 *
 * <p>Safe for use by several threads; answers may come in any order.
 */
public final class LedgerRecorder {
    private final String topic;
    private final List<Partition> partitions;
    private final AtomicLong attempted = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    public LedgerRecorder(String topic, int partitions) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.partitions =
                IntStream.range(0, partitions).mapToObj(i -> new Partition()).toList();
    }

    /**
     * The record is about to be sent. Must be called before its outcome is told, in the order of ordinals from 0.
     *
     * @throws IllegalArgumentException when an ordinal is left out or repeated
     */
    public void attempt(int partition, long ordinal) {
        partitions.get(partition).attempt(ordinal);
        attempted.incrementAndGet();
    }

    /** Kafka acknowledged the record at {@code offset}. */
    public void acked(int partition, long ordinal, long offset) {
        partitions.get(partition).acked(ordinal, offset);
        acknowledged.incrementAndGet();
    }

    /** The record certainly never reached the log. */
    public void rejected(int partition, long ordinal) {
        partitions.get(partition).rejected(ordinal);
    }

    /** The topic was deleted and created again: records that are attempted from now on go to the new one, whose offsets begin at 0. */
    public void recreated() {
        partitions.forEach(Partition::recreated);
    }

    /** The next offset of the partition, of the topic as it is now, after production to it has ended. */
    public void logEnd(int partition, long endOffset) {
        partitions.get(partition).logEnd(endOffset);
    }

    /** Records sent so far, over all partitions. */
    public long attempted() {
        return attempted.get();
    }

    /** Records acknowledged so far, over all partitions. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /**
     * What is known by now; outcomes that have not been told are UNKNOWN.
     *
     * @throws IllegalArgumentException when acknowledged offsets do not ascend with ordinals: the log went backwards
     */
    public Ledger toLedger() {
        return new Ledger(
                topic, partitions.stream().map(Partition::toLedgerPartition).toList());
    }

    private static final class Partition {
        private final List<Log> logs = new ArrayList<>(List.of(new Log(0)));
        private final OrdinalSet rejected = new OrdinalSet();
        private long count;

        /** Of one topic. */
        private static final class Log {
            private final long firstOrdinal;
            private final List<OffsetRuns.Run> runs = new ArrayList<>(1);
            private long endOffset = Ledger.NONE;

            Log(long firstOrdinal) {
                this.firstOrdinal = firstOrdinal;
            }

            void acked(long ordinal, long offset) {
                int last = runs.size() - 1;
                if (last >= 0 && runs.get(last).continuedBy(ordinal, offset)) {
                    OffsetRuns.Run run = runs.get(last);
                    runs.set(last, new OffsetRuns.Run(run.ordinal(), run.offset(), run.length() + 1));
                } else {
                    runs.add(new OffsetRuns.Run(ordinal, offset, 1));
                }
            }
        }

        synchronized void recreated() {
            logs.add(new Log(count));
        }

        synchronized void attempt(long ordinal) {
            if (ordinal != count) {
                throw new IllegalArgumentException("ordinal " + count + " is next, but " + ordinal + " was attempted");
            }
            count++;
        }

        synchronized void acked(long ordinal, long offset) {
            requireAttempted(ordinal);
            int log = logs.size() - 1;
            while (ordinal < logs.get(log).firstOrdinal) {
                log--;
            }
            logs.get(log).acked(ordinal, offset);
        }

        synchronized void rejected(long ordinal) {
            requireAttempted(ordinal);
            rejected.add(ordinal);
        }

        synchronized void logEnd(long offset) {
            logs.get(logs.size() - 1).endOffset = offset;
        }

        private void requireAttempted(long ordinal) {
            if (ordinal < 0 || ordinal >= count) {
                throw new IllegalArgumentException("ordinal " + ordinal + " was never attempted");
            }
        }

        synchronized LedgerPartition toLedgerPartition() {
            List<OffsetRuns> known =
                    logs.stream().map(log -> OffsetRuns.of(log.runs)).toList();
            OrdinalSet rejectedNow = new OrdinalSet();
            rejected.forEachRange((first, last) -> rejectedNow.addRange(first, last + 1));
            OrdinalSet unknown = unknown(known);
            List<Incarnation> incarnations = new ArrayList<>();
            for (int i = 0; i < logs.size(); i++) {
                Log log = logs.get(i);
                incarnations.add(
                        new Incarnation(log.firstOrdinal, endOffset(log, known.get(i), unknown), known.get(i)));
            }
            return new LedgerPartition(count, incarnations, unknown, rejectedNow);
        }

        /** Where the log's end was not told, records of unknown outcome may lie behind the last known one. */
        private static long endOffset(Log log, OffsetRuns known, OrdinalSet unknown) {
            return log.endOffset == Ledger.NONE ? known.offsetEnd() + unknown.size() : log.endOffset;
        }

        private OrdinalSet unknown(List<OffsetRuns> known) {
            OrdinalSet unknown = new OrdinalSet();
            long next = 0;
            for (OffsetRuns ofLog : known) {
                for (OffsetRuns.Run run : ofLog.runs()) {
                    unknown.addRange(next, run.ordinal());
                    next = run.ordinalEnd();
                }
            }
            unknown.addRange(next, count);
            rejected.forEach(unknown::remove);
            return unknown;
        }
    }
}
