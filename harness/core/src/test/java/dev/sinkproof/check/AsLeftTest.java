package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.WriteModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A target that is judged as the faults left it: all was committed, then the offsets were set back, and nobody read on. */
class AsLeftTest {
    private static Run run() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        run.fact(940_000, "harness", EventNames.FAULT_FIRED, Map.of("fault", "reset"));
        run.fact(945_000, "connect", EventNames.OFFSETS_RESET, Map.of("fault", "reset"));
        run.commits.add(new OffsetCommit(Run.TOPIC, 0, 0, Run.START_MICROS / 1000 + 950, 200));
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 0, Map.of(Run.TOPIC + "-0", 50L), Map.of());
        return run;
    }

    /** The last record of a key, and the one of the same key before it. */
    private static long[] lastAndBefore(Run run) {
        long last = run.workload.lastOrdinalOfKey(0, 0, run.ledger.count(0));
        return new long[] {last, run.workload.previousOrdinal(0, last)};
    }

    @Test
    void what_was_committed_before_the_reset_must_not_go_back() {
        Run run = run().asLeft();
        long[] words = lastAndBefore(run);
        run.replace(row -> Run.of(row, 0, words[0]), row -> run.row(0, words[1]));

        assertThat(run.check("last-writer").anomalies()).singleElement().satisfies(stale -> {
            assertThat(stale.kind()).isEqualTo(AnomalyKind.STALE);
            assertThat(stale.offsets().get(0).ranges().get(0).first()).isEqualTo(words[0]);
        });
    }

    @Test
    void after_a_recovery_the_last_commit_says_what_is_demanded() {
        Run run = run();
        long[] words = lastAndBefore(run);
        run.replace(row -> Run.of(row, 0, words[0]), row -> run.row(0, words[1]));

        assertThat(run.check("last-writer").anomalies()).isEmpty();
    }

    @Test
    void what_the_replay_took_away_is_lost() {
        Run run = run().asLeft();
        long last = lastAndBefore(run)[0];
        run.rows.removeIf(row -> Run.of(row, 0, last));

        assertThat(run.check("completeness").anomalies())
                .singleElement()
                .satisfies(lost -> assertThat(lost.kind()).isEqualTo(AnomalyKind.LOST));
    }

    @Test
    void nothing_had_to_recover_nor_to_show() {
        Run run = run().asLeft();

        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(run.anomalies()).isEmpty();
    }
}
