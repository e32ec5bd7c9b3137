package dev.sinkproof.run;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * After everything is healed and with no new input: does the subject catch up? Ends early when it plainly will not:
 * Connect never restarts a FAILED task by itself, so when tasks have failed and nothing has moved for a while, nothing will.
 */
final class Liveness {
    /** Lag must stand still for this long, with failed tasks, before the wait is given up. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private final Positions positions;
    private final TaskWatch tasks;
    private final Duration deadline;
    private Map<String, Long> lag = Map.of();
    private long lastMove = System.nanoTime();

    Liveness(Positions positions, TaskWatch tasks, Plan plan) {
        this.positions = positions;
        this.tasks = tasks;
        this.deadline = deadline(plan);
    }

    /** Twice the objective, so that a subject that recovers too late is told from one that never does. */
    static Duration deadline(Plan plan) {
        return Duration.ofMillis(2 * plan.subject().contract().recoveryObjectiveMillis());
    }

    /**
     * Waits for the lag to reach zero.
     *
     * @param healedAtMicros when the last fault was healed and the last record produced
     */
    RecoveryFacts await(long healedAtMicros) throws IOException {
        boolean caughtUp = Await.until(deadline, () -> lagIsZero() || isHopeless()) && lag.isEmpty();
        long lagZeroAt = caughtUp ? Clock.epochMicros() : 0;
        return new RecoveryFacts(healedAtMicros, lagZeroAt, false, deadline.toMillis(), lag, tasks.failed());
    }

    private boolean lagIsZero() throws IOException {
        Map<String, Long> now = positions.lag();
        if (!now.equals(lag)) {
            lastMove = System.nanoTime();
        }
        lag = now;
        return lag.isEmpty();
    }

    private boolean isHopeless() throws IOException {
        return System.nanoTime() - lastMove > STANDSTILL.toNanos()
                && !tasks.failed().isEmpty();
    }
}
