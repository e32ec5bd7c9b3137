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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How the subject recovers, as observed, in one sentence. */
public final class RecoveryRule {
    private static final String INCOMPATIBLE = "schema-incompatible-type";

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
                + (uploads == 0 ? "no upload" : Human.count(uploads, "upload")) + " stayed unfinished."
                + contents(judged) + repeats(judged) + schema(faulted) + notObserved(faulted);
    }

    private static String contents(List<CheckResult> judged) {
        long objects = measured(judged, "objects");
        if (objects == 0 || judged.stream().anyMatch(check -> !check.measures().containsKey("ofOneRange"))) {
            return "";
        }
        return " Of " + Human.count(objects, "object") + ", " + Human.count(measured(judged, "ofOneRange"))
                + " hold one partition's records from a first to a last and leave none out.";
    }

    private static String repeats(List<CheckResult> judged) {
        long shared = measured(judged, "shared");
        long objects = measured(judged, "objects");
        if (shared == 0) {
            return " Readers had nothing to drop.";
        }
        boolean told = objects > 0 && measured(judged, "sayingTheirRange") == objects;
        return " " + Human.count(shared, "record") + " stood in more than one object"
                + (told
                        ? "; readers can drop them by topic, partition and offset, which each object's metadata tell"
                        : "; readers can drop them by what the records themselves say of their place, for not every object's"
                                + " metadata tell its topic, partition and offsets")
                + ".";
    }

    private static long measured(List<CheckResult> judged, String measure) {
        return judged.stream()
                .mapToLong(check -> check.measures().getOrDefault(measure, 0L))
                .sum();
    }

    private static String schema(List<CaseResult> faulted) {
        List<CaseResult> cases = faulted.stream()
                .filter(result -> result.plan().scenario().id().equals(INCOMPATIBLE))
                .toList();
        if (cases.isEmpty()) {
            return "";
        }
        long parked = cases.stream()
                .flatMap(result -> result.checks().stream())
                .mapToLong(check -> check.measures().getOrDefault("parked", 0L))
                .sum();
        boolean stopped = cases.stream()
                .anyMatch(result -> result.recovery() != null
                        && !result.recovery().failedTasks().isEmpty());
        return " Under a type that does not fit, "
                + (stopped ? "tasks stopped, " : "no task had stopped in the end, ")
                + (parked == 0 ? "no record was parked" : Human.count(parked, "record") + " parked") + " and "
                + reached(sum(cases, Observed::lost)) + ".";
    }

    /** What the sentence could be asked for and says nothing of, because no case showed it. */
    private static String notObserved(List<CaseResult> faulted) {
        List<String> missing = new ArrayList<>();
        if (!struck(faulted, "worker.kill")) {
            missing.add("what a crash leaves");
        }
        if (!struck(faulted, "offsets.reset")) {
            missing.add("whether a replay makes the same objects");
        }
        if (faulted.stream().noneMatch(result -> result.plan().scenario().id().equals(INCOMPATIBLE))) {
            missing.add("what becomes of an incompatible schema");
        }
        if (faulted.stream()
                .flatMap(result -> result.checks().stream())
                .noneMatch(check -> check.measures().getOrDefault("seen", 0L) > 0)) {
            missing.add("what readers see while objects are written");
        }
        return missing.isEmpty() ? "" : " Not observed: " + String.join("; ", missing) + ".";
    }

    private static boolean struck(List<CaseResult> cases, String kind) {
        return cases.stream()
                .flatMap(result -> result.faults().stream())
                .anyMatch(fault -> fault.fault().kind().equals(kind) && fault.status() == FaultOutcome.Status.FIRED);
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
