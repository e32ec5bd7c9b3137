package dev.sinkproof.model;

import java.util.List;
import java.util.Map;

/**
 * What the liveness phase saw: after everything was healed and with no new input, did the subject catch up? Or, where the faults last, under
 * them?
 *
 * @param healedAtMicros when the last fault was healed, microseconds since the epoch; for a baseline, and where the
 *     faults last, when the last record was produced
 * @param lagZeroAtMicros when all partitions were committed up to their end; 0 when that was never seen
 * @param quiescent whether the target stood still for the whole hold time before it was read
 * @param deadlineMillis how long the harness was willing to wait
 * @param finalLag records not committed at the end, for each partition as {@code topic-partition}; empty when none
 * @param failedTasks task to the first line of its trace, for tasks that Connect reported FAILED at the end
 * @param restarted task to the first line of its trace, for what had FAILED and was restarted in the operator's stead; empty when
 *     nobody had to act
 * @param oneMoreAtMicros when one more record was produced to each partition that had lagged and stood still until the deadline,
 *     microseconds since the epoch; 0 when none was
 * @param freed of the records in {@code finalLag}, those that were committed once one more record had come to their partition, for each
 *     partition that has some
 */
public record RecoveryFacts(
        long healedAtMicros,
        long lagZeroAtMicros,
        boolean quiescent,
        long deadlineMillis,
        Map<String, Long> finalLag,
        Map<String, String> failedTasks,
        @MayBeNull @Since(2) Map<String, String> restarted,
        @Since(6) long oneMoreAtMicros,
        @MayBeNull @Since(6) Map<String, Long> freed) {
    public RecoveryFacts {
        finalLag = Map.copyOf(finalLag);
        failedTasks = Map.copyOf(failedTasks);
        restarted = restarted == null ? Map.of() : Map.copyOf(restarted);
        freed = freed == null ? Map.of() : Map.copyOf(freed);
    }

    /** Facts of a recovery after which nothing more was produced. */
    public RecoveryFacts(
            long healedAtMicros,
            long lagZeroAtMicros,
            boolean quiescent,
            long deadlineMillis,
            Map<String, Long> finalLag,
            Map<String, String> failedTasks,
            Map<String, String> restarted) {
        this(healedAtMicros, lagZeroAtMicros, quiescent, deadlineMillis, finalLag, failedTasks, restarted, 0, Map.of());
    }

    /** Facts of a recovery in which nobody acted. */
    public RecoveryFacts(
            long healedAtMicros,
            long lagZeroAtMicros,
            boolean quiescent,
            long deadlineMillis,
            Map<String, Long> finalLag,
            Map<String, String> failedTasks) {
        this(healedAtMicros, lagZeroAtMicros, quiescent, deadlineMillis, finalLag, failedTasks, Map.of());
    }

    /** The same once it is known whether the target stood still, and which tasks are FAILED now. */
    public RecoveryFacts settled(boolean standsStill, Map<String, String> failedNow) {
        return new RecoveryFacts(
                healedAtMicros,
                lagZeroAtMicros,
                standsStill,
                deadlineMillis,
                finalLag,
                failedNow,
                restarted,
                oneMoreAtMicros,
                freed);
    }

    /** The same once one more record was produced to each partition that lags. */
    public RecoveryFacts afterOneMore(long atMicros, Map<String, Long> freedByIt) {
        return new RecoveryFacts(
                healedAtMicros,
                lagZeroAtMicros,
                quiescent,
                deadlineMillis,
                finalLag,
                failedTasks,
                restarted,
                atMicros,
                freedByIt);
    }

    /** Time from healing to lag zero in milliseconds, or -1 when lag zero was never seen. */
    public long recoveryMillis() {
        return lagZeroAtMicros == 0 ? -1 : Math.max(0, (lagZeroAtMicros - healedAtMicros) / 1000);
    }

    /** The partitions that still lag, in order. */
    public List<String> lagging() {
        return finalLag.keySet().stream().sorted().toList();
    }
}
