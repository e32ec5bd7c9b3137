package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Series;
import dev.sinkproof.reports.text.Human;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * How long producers waited for Kafka while a sink fell behind and caught up: the slowest acknowledgements.
 *
 * @param beforeMicros up to the first fault; in a case without one, of the whole case
 * @param behindMicros from the first fault until all was committed; empty when no record was produced then
 * @param faulted whether a fault fired
 */
public record LiveProducer(OptionalLong beforeMicros, OptionalLong behindMicros, boolean faulted) {

    /** Empty when it was not measured. */
    public static Optional<LiveProducer> of(CaseResult result) {
        return result.series(Series.PRODUCER_LATENCY, "").map(latency -> {
            long fault = firstFault(result);
            long caughtUp = caughtUp(result);
            return new LiveProducer(
                    slowest(latency, moment -> moment <= fault),
                    slowest(latency, moment -> moment > fault && moment <= caughtUp),
                    fault < Long.MAX_VALUE);
        });
    }

    private static long firstFault(CaseResult result) {
        return result.faults().stream()
                .mapToLong(FaultOutcome::firedAtMicros)
                .filter(micros -> micros > 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long caughtUp(CaseResult result) {
        boolean seen = result.recovery() != null && result.recovery().lagZeroAtMicros() > 0;
        return seen ? result.recovery().lagZeroAtMicros() : Long.MAX_VALUE;
    }

    /** A moment at which nothing had been acknowledged since the one before says nothing. */
    private static OptionalLong slowest(Series latency, LongPredicate within) {
        return IntStream.range(0, latency.micros().size())
                .filter(i -> within.test(latency.micros().get(i)))
                .mapToLong(latency.values()::get)
                .filter(micros -> micros > 0)
                .max();
    }

    /** For example {@code 4.1 ms before, 12.3 ms while behind}; without a fault, of the whole case. */
    public String words() {
        if (beforeMicros.isEmpty() && behindMicros.isEmpty()) {
            return "nothing was acknowledged";
        }
        String before = beforeMicros.isEmpty() ? "nothing produced" : Human.micros(beforeMicros.getAsLong());
        if (!faulted) {
            return before;
        }
        String behind = behindMicros.isEmpty() ? "nothing produced" : Human.micros(behindMicros.getAsLong());
        return before + " before, " + behind + " while behind";
    }
}
