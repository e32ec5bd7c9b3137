package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Counts;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.ObjectFacts;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.text.Human;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How the subject recovers, as observed, in one sentence. */
public final class RecoveryRule {
    private RecoveryRule() {}

    /** The sentence; empty when no fault fired, or the target was not read after one. */
    public static Optional<String> of(Results results) {
        List<CaseResult> faulted = results.cases().stream()
                .filter(result -> result.observed() != null)
                .filter(result ->
                        result.faults().stream().anyMatch(fault -> fault.status() == FaultOutcome.Status.FIRED))
                .toList();
        if (faulted.isEmpty()) {
            return Optional.empty();
        }
        long again = faulted.stream()
                .mapToLong(result -> Math.max(0, result.count(Counts.REDELIVERED)))
                .sum();
        boolean counted = faulted.stream().allMatch(result -> result.count(Counts.REDELIVERED) >= 0);
        return Optional.of("After a fault, in " + Human.count(faulted.size(), "case") + ", "
                + (counted
                        ? Human.count(again, "record") + " were read from the source log again"
                        : "an uncounted number of records was read from the source log again")
                + "; of " + Human.count(sum(faulted, Observed::acknowledged), "acknowledged record") + ", "
                + reached(sum(faulted, Observed::lost))
                + ", " + amount(sum(faulted, Observed::duplicated), "stand in the target more than once")
                + ", " + amount(sum(faulted, Observed::stale), "left an older version behind") + "."
                + objects(faulted));
    }

    /** What an object store adds: empty for tables. */
    private static String objects(List<CaseResult> faulted) {
        List<CheckResult> judged = faulted.stream()
                .flatMap(result -> result.checks().stream())
                .filter(check -> check.checker().equals("objects") && check.outcome() != Outcome.NOT_APPLICABLE)
                .toList();
        if (judged.isEmpty()) {
            return "";
        }
        long held =
                judged.stream().filter(check -> check.outcome() == Outcome.PASS).count();
        long uploads = faulted.stream()
                .map(CaseResult::objects)
                .filter(Objects::nonNull)
                .mapToLong(ObjectFacts::unfinishedUploads)
                .sum();
        return " In " + held + " of " + Human.count(judged.size(), "case")
                + " every object could be read to its end, no record stood in two of them and none was missing between two; "
                + (uploads == 0 ? "no upload" : Human.count(uploads, "upload")) + " stayed unfinished.";
    }

    private static long sum(List<CaseResult> cases, ToLongFunction<Observed> what) {
        return cases.stream().map(CaseResult::observed).mapToLong(what).sum();
    }

    private static String reached(long lost) {
        return lost == 0 ? "all reached the target" : Human.count(lost) + " never reached the target";
    }

    private static String amount(long n, String what) {
        return (n == 0 ? "none" : Human.count(n)) + " " + what;
    }
}
