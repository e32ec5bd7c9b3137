package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntFunction;

/** Exact offsets as text, one line each: {@code topic-partition@offset}. */
final class OffsetLines {
    private OffsetLines() {}

    static void write(Ledger ledger, IntFunction<OrdinalSet> ordinals, Appendable out) throws IOException {
        try {
            for (int partition = 0; partition < ledger.partitions(); partition++) {
                writePartition(ledger, partition, ordinals.apply(partition), out);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void writePartition(Ledger ledger, int partition, OrdinalSet ordinals, Appendable out) {
        ordinals.forEach(ordinal -> writeLine(
                ledger.nameOf(partition, ledger.incarnationOf(partition, ordinal)) + "@",
                ledger.offsetOf(partition, ordinal),
                out));
    }

    private static void writeLine(String prefix, long offset, Appendable out) {
        if (offset == Ledger.NONE) {
            return;
        }
        try {
            out.append(prefix).append(Long.toString(offset)).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
