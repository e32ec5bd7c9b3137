package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.ObjectFacts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a case left in an object store, and what it took to get it there.
 *
 * @param caseIndex of the case in the results
 * @param facts what was measured
 */
public record ObjectCost(int caseIndex, ObjectFacts facts) {

    /** Those cases whose target is an object store. */
    public static List<ObjectCost> of(List<CaseResult> cases) {
        return IntStream.range(0, cases.size())
                .filter(i -> cases.get(i).objects() != null)
                .mapToObj(i -> new ObjectCost(i, cases.get(i).objects()))
                .toList();
    }

    /** What was sent and is in no object now: sent again, refused, or left in an upload. */
    public long bytesInVain() {
        return Math.max(0, facts.bytesSent() - facts.bytes());
    }

    /** Requests of all kinds for a million records in objects; -1 without records. */
    public double requestsPerMillion() {
        long all = facts.requests().values().stream().mapToLong(Long::longValue).sum();
        return facts.records() == 0 ? -1 : all * 1e6 / facts.records();
    }
}
