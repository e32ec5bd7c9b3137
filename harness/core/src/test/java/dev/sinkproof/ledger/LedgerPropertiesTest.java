package dev.sinkproof.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LedgerPropertiesTest {
    private static void requireSame(Ledger ledger, List<Integer> attempts, Map<Long, Long> offsets) {
        assertThat(ledger.count(0)).isEqualTo(attempts.size());
        assertThat(ledger.acknowledged()).isEqualTo(offsets.size());
        for (long ordinal = 0; ordinal < attempts.size(); ordinal++) {
            int kind = attempts.get((int) ordinal);
            assertThat(ledger.outcome(0, ordinal))
                    .isEqualTo(
                            kind == 0
                                    ? ProduceOutcome.UNKNOWN
                                    : kind == 1 ? ProduceOutcome.REJECTED : ProduceOutcome.ACKED);
            assertThat(ledger.offsetOf(0, ordinal)).isEqualTo(offsets.getOrDefault(ordinal, Ledger.NONE));
            if (offsets.containsKey(ordinal)) {
                assertThat(ledger.ordinalAt(0, offsets.get(ordinal))).isEqualTo(ordinal);
            }
        }
        for (long offset = 0; offset <= ledger.endOffset(0) + 1; offset++) {
            long position = offset;
            long below = ledger.ordinalsBelow(0, offset);
            offsets.forEach((ordinal, at) -> assertThat(ordinal < below).isEqualTo(at < position));
        }
    }

    /** Each number is one attempt: 0 unknown, 1 rejected, otherwise acknowledged after a gap of the number minus 2. */
    @Property(tries = 300)
    void is_what_was_recorded(@ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> attempts) throws IOException {
        LedgerRecorder recorder = new LedgerRecorder("topic", 1);
        Map<Long, Long> offsets = new HashMap<>();
        long next = 0;
        for (int ordinal = 0; ordinal < attempts.size(); ordinal++) {
            recorder.attempt(0, ordinal);
            int kind = attempts.get(ordinal);
            if (kind == 1) {
                recorder.rejected(0, ordinal);
            } else if (kind > 1) {
                next += kind - 2;
                offsets.put((long) ordinal, next);
                recorder.acked(0, ordinal, next++);
            }
        }

        Ledger recorded = recorder.toLedger();
        requireSame(recorded, attempts, offsets);
        Path file = Files.createTempFile("ledger", ".json");
        try {
            recorded.save(file);
            requireSame(Ledger.load(file), attempts, offsets);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void is_what_was_recorded_for_some_seeds_that_stay_the_same() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            is_what_was_recorded(new Random(seed).ints(3L * seed, 0, 6).boxed().toList());
        }
    }
}
