package dev.sinkproof.reports.facts;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.text.Human;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What results do not say, in words: what no checker verifies, what was not run, and where limits cut.
 *
 * @param unverified what is not verified, to the checkers that say so, in the order in which checkers name it
 * @param notRun what was not run, and why
 * @param cuts where a limit cut something
 */
public record NotShown(Map<String, Set<String>> unverified, List<String> notRun, List<String> cuts) {

    public static NotShown of(Results results) {
        return new NotShown(unverified(results), results.notRun(), cuts(results));
    }

    private static Map<String, Set<String>> unverified(Results results) {
        Map<String, Set<String>> merged = new LinkedHashMap<>();
        for (CaseResult result : results.cases()) {
            for (CheckResult check : result.checks()) {
                check.doesNotVerify()
                        .forEach(limit -> merged.computeIfAbsent(limit, key -> new TreeSet<>())
                                .add(check.checker()));
            }
        }
        return merged;
    }

    private static List<String> cuts(Results results) {
        List<String> cuts = new ArrayList<>();
        for (CaseResult result : results.cases()) {
            String caseId = result.plan().scenario().caseId();
            addEventCut(cuts, caseId, result);
            result.anomalies().stream()
                    .filter(Anomaly::truncated)
                    .forEach(anomaly -> cuts.add(caseId + ": not all offset ranges of " + anomaly.id()
                            + " are kept here; the run directory has all."));
        }
        return cuts;
    }

    private static void addEventCut(List<String> cuts, String caseId, CaseResult result) {
        int kept = result.timeline().size();
        if (result.timelineTotal() > kept) {
            cuts.add(caseId + ": " + Human.count(kept) + " of " + Human.count(result.timelineTotal())
                    + " events are kept here; the run directory has all.");
        }
    }
}
