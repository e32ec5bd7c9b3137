package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Time stamps run through two hours, half a minute from one to the next, in the middle of records of today: across the full hour, and across
 * both changes of Europe's clocks. To their neighbours they are months late.
 */
final class HourBoundary implements ObjectScenario {
    private static final String FORWARD = "clocks-forward";
    private static final String BACK = "clocks-back";
    private static final int RECORDS = 240;

    /** By variant: the first time stamp, an hour before what the variant is about. */
    private static final Map<String, Instant> BEGIN = begin();

    private static Map<String, Instant> begin() {
        Map<String, Instant> begin = new LinkedHashMap<>();
        begin.put("hour", Instant.parse("2025-06-15T08:30:00Z"));
        begin.put(FORWARD, Instant.parse("2025-03-30T00:00:00Z"));
        begin.put(BACK, Instant.parse("2025-10-26T00:00:00Z"));
        return begin;
    }

    @Override
    public String id() {
        return "hour-boundary";
    }

    @Override
    public String title() {
        return "Time stamps run across full hours, and across the change of clocks, while files by the hour are open";
    }

    @Override
    public String because() {
        return "Jobs read a folder by the hour, once. A record in its neighbour's folder is lost to them, or counted in the wrong "
                + "hour, and twice a year an hour comes twice or never.";
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        return ObjectScenario.super
                .notFor(subject)
                .or(() -> subject.contract().objects().timeFolder().isEmpty()
                        ? Optional.of(
                                "the contract claims no folders by time: sinkproof.contract.time-folder is not stated")
                        : Optional.empty());
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return notFor(subject)
                .or(() -> variant.variant().equals("hour") ? Optional.empty() : sameClocks(subject, variant));
    }

    private static Optional<String> sameClocks(SubjectSpec subject, ScenarioSpec variant) {
        String zone = subject.contract().objects().timeZone();
        Instant begin = BEGIN.get(variant.variant());
        Instant end = begin.plusSeconds(RECORDS * 30L);
        boolean changes = !ZoneId.of(zone)
                .getRules()
                .getOffset(begin)
                .equals(ZoneId.of(zone).getRules().getOffset(end));
        return changes
                ? Optional.empty()
                : Optional.of("clocks of " + zone + " did not change between " + begin + " and " + end);
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return BEGIN.entrySet().stream()
                .map(variant -> CaseOf.of(this, parameters)
                        .variant(variant.getKey())
                        .faults("t: data.at partition=all count=" + RECORDS + " at=" + variant.getValue() + " ordinal="
                                + CaseOf.amid(parameters)))
                .toList();
    }
}
