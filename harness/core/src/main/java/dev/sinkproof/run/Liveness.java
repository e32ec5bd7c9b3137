package dev.sinkproof.run;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.RecoveryFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * After everything is healed and with no new input: does the subject catch up? When it plainly will not, because tasks have FAILED,
 * nothing has moved for a while and Connect never restarts them by itself, they are restarted once in the operator's stead, where
 * that is what a person would do. Ends early when that does not help either.
 */
final class Liveness {
    /** Lag must stand still for this long, with failed tasks, before the wait is given up. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** The same where all tasks have stopped at poison, as the contract says: a restart would end there too. */
    private static final Duration STOPPED = Duration.ofSeconds(1);

    private final Positions positions;
    private final TaskWatch tasks;
    private final Operator operator;
    private final boolean stopsAtPoison;
    private final boolean operatorMayHelp;
    private final Duration deadline;
    private final int wantedTasks;
    private Map<String, String> restarted = Map.of();
    private Map<String, Long> lag = Map.of();
    private long lastMove = System.nanoTime();

    /** Restarts what has failed, as a person would. */
    @FunctionalInterface
    interface Operator {
        void restart(Map<String, String> failed) throws IOException;
    }

    Liveness(Positions positions, TaskWatch tasks, Plan plan, Operator operator) {
        this.positions = positions;
        this.tasks = tasks;
        this.operator = operator;
        this.stopsAtPoison = stopsAtPoison(plan);
        // Nobody acts where the contract says so, and a restart does not make a record legible.
        this.operatorMayHelp = plan.subject().contract().operator() != OperatorPolicy.NEVER && !stopsAtPoison;
        this.deadline = deadline(plan);
        this.wantedTasks = plan.scenario().tasks();
    }

    private static boolean stopsAtPoison(Plan plan) {
        Contract contract = plan.subject().contract();
        return contract.poisonPolicy() == PoisonPolicy.FAIL
                && plan.workload().irregularities().stream()
                        .anyMatch(one -> one.kind().withoutRow(contract.writeModel()));
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
        boolean caughtUp = catchesUp();
        if (!caughtUp && operatorMayHelp && !tasks.failed().isEmpty()) {
            restarted = tasks.failed();
            operator.restart(restarted);
            lastMove = System.nanoTime();
            caughtUp = catchesUp();
        }
        long lagZeroAt = caughtUp ? Clock.epochMicros() : 0;
        return new RecoveryFacts(healedAtMicros, lagZeroAt, false, deadline.toMillis(), lag, tasks.failed(), restarted);
    }

    /** How long the lag has not changed; known after {@link #await}. */
    Duration stillFor() {
        return Duration.ofNanos(System.nanoTime() - lastMove);
    }

    private boolean catchesUp() throws IOException {
        return Await.until(deadline, () -> lagIsZero() || isHopeless()) && lag.isEmpty();
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
        long still = System.nanoTime() - lastMove;
        if (stopsAtPoison && still > STOPPED.toNanos() && tasks.failed().size() >= wantedTasks) {
            return true;
        }
        return still > STANDSTILL.toNanos() && !tasks.failed().isEmpty();
    }
}
