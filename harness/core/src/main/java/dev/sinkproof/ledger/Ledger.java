package dev.sinkproof.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What the source log holds, per partition: how many ordinals were produced, at which offset each lies, and of which the
 * outcome is unknown or a rejection. It stores no payload: the workload computes the expected record from the ordinal.
 *
 * <p>A topic that was deleted and created again under its name is another one: its offsets begin at 0 again, while the ordinals go on.
 * The ledger holds each such incarnation; an offset means something only together with the number of its incarnation, from 0.
 *
 * <p>Immutable; safe for use by several threads. Where offsets have no gaps, a partition takes a few dozen bytes.
 */
public final class Ledger {
    /** No such offset or ordinal. */
    public static final long NONE = -1;

    private final String topic;
    private final List<LedgerPartition> partitions;

    Ledger(String topic, List<LedgerPartition> partitions) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.partitions = List.copyOf(partitions);
    }

    /** A ledger without gaps: every partition holds {@code recordsPerPartition} acknowledged records from offset 0. */
    public static Ledger contiguous(String topic, int partitions, long recordsPerPartition) {
        return new Ledger(
                topic,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> LedgerPartition.contiguous(recordsPerPartition))
                        .toList());
    }

    /** Reads what {@link #save} wrote. */
    public static Ledger load(Path file) throws IOException {
        return LedgerJson.read(file);
    }

    /** Writes the ledger as JSON. */
    public void save(Path file) throws IOException {
        LedgerJson.write(this, file);
    }

    /** The same ledger, in which the acknowledged ones among these records, by partition, are {@link ProduceOutcome#UNKNOWN}. */
    public Ledger doubting(IntFunction<OrdinalSet> records) {
        return new Ledger(
                topic,
                IntStream.range(0, partitions())
                        .mapToObj(partition -> partitions.get(partition).doubting(records.apply(partition)))
                        .toList());
    }

    public String topic() {
        return topic;
    }

    public int partitions() {
        return partitions.size();
    }

    /** How many ordinals were produced to the partition, whatever came of them: 0 to this, exclusive. */
    public long count(int partition) {
        return partitions.get(partition).count();
    }

    /** Records that Kafka acknowledged, over all partitions. */
    public long acknowledged() {
        return partitions.stream().mapToLong(LedgerPartition::acknowledged).sum();
    }

    public long acknowledged(int partition) {
        return partitions.get(partition).acknowledged();
    }

    /** Records of which nobody knows whether the log holds them, over all partitions. */
    public long unknown() {
        return partitions.stream().mapToLong(p -> p.unknown().size()).sum();
    }

    public long unknown(int partition) {
        return partitions.get(partition).unknown().size();
    }

    /** Records that certainly never reached the log, over all partitions. */
    public long rejected() {
        return partitions.stream().mapToLong(p -> p.rejected().size()).sum();
    }

    /** What is known of a record; {@link ProduceOutcome#REJECTED} for ordinals that were never produced. */
    public ProduceOutcome outcome(int partition, long ordinal) {
        return partitions.get(partition).outcome(ordinal);
    }

    public boolean acked(int partition, long ordinal) {
        return offsetOf(partition, ordinal) != NONE;
    }

    /** How many topics of this name there were, one after the other. */
    public int incarnations() {
        return partitions.stream()
                .mapToInt(partition -> partition.incarnations().size())
                .max()
                .orElse(1);
    }

    /** In which of them the record was produced. */
    public int incarnationOf(int partition, long ordinal) {
        return partitions.get(partition).incarnationOf(ordinal);
    }

    /** A partition as people name it: {@code topic-partition}; {@code topic#2-partition} for that of the second topic of the name. */
    public String nameOf(int partition, int incarnation) {
        return topicOf(incarnation) + "-" + partition;
    }

    /** The topic as people name it. No topic has a {@code #} in its name. */
    public String topicOf(int incarnation) {
        return incarnation == 0 ? topic : topic + "#" + (incarnation + 1);
    }

    /** The offset of an acknowledged record, or {@link #NONE} for any other. */
    public long offsetOf(int partition, long ordinal) {
        return partitions.get(partition).offsetOf(ordinal);
    }

    /** The ordinal of the acknowledged record at that offset of an incarnation, or {@link #NONE} where no such record lies. */
    public long ordinalAt(int partition, int incarnation, long offset) {
        return incarnation > last(partition)
                ? NONE
                : of(partition, incarnation).runs().ordinalAt(offset);
    }

    /** The ordinal of the acknowledged record at that offset of the last incarnation, or {@link #NONE} where no such record lies. */
    public long ordinalAt(int partition, long offset) {
        return ordinalAt(partition, last(partition), offset);
    }

    /**
     * Translates a position in an incarnation: every acknowledged record that lies below it, or in an earlier incarnation, has an
     * ordinal below the result, every other acknowledged record has not. Nothing was produced to an incarnation that the ledger does
     * not know.
     */
    public long ordinalsBelow(int partition, int incarnation, long offset) {
        return incarnation > last(partition)
                ? count(partition)
                : of(partition, incarnation).ordinalsBelow(offset);
    }

    /** Translates a position in the last incarnation. */
    public long ordinalsBelow(int partition, long offset) {
        return ordinalsBelow(partition, last(partition), offset);
    }

    /** How many offsets earlier incarnations of the partition had, over all. */
    public long offsetsBefore(int partition, int incarnation) {
        return partitions.get(partition).incarnations().stream()
                .limit(incarnation)
                .mapToLong(Incarnation::endOffset)
                .sum();
    }

    private int last(int partition) {
        return partitions.get(partition).incarnations().size() - 1;
    }

    private Incarnation of(int partition, int incarnation) {
        return partitions.get(partition).incarnations().get(incarnation);
    }

    /** The next offset of the partition, in its last incarnation, when production had ended, as far as known. */
    public long endOffset(int partition) {
        return partitions.get(partition).endOffset();
    }

    /**
     * Offsets below the end at which no acknowledged record lies: transaction markers, or records of unknown outcome, which a
     * producer may have written more than once.
     */
    public long unexplainedOffsets(int partition) {
        return partitions.get(partition).incarnations().stream()
                        .mapToLong(Incarnation::endOffset)
                        .sum()
                - acknowledged(partition);
    }

    List<LedgerPartition> all() {
        return partitions;
    }
}
