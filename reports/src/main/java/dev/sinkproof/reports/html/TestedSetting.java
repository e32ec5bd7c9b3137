package dev.sinkproof.reports.html;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A broker, worker or consumer setting that was in force.
 *
 * @param name of the setting
 * @param value or the different values that cases had
 * @param differs whether cases had different values, or some had none
 */
record TestedSetting(String name, String value, boolean differs) {

    static List<TestedSetting> of(Results results) {
        Map<String, List<String>> values = new TreeMap<>();
        for (CaseResult result : results.cases()) {
            result.plan()
                    .testedSettings()
                    .forEach((name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
        }
        int cases = results.cases().size();
        return values.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), cases))
                .toList();
    }

    private static TestedSetting of(String name, List<String> values, int cases) {
        List<String> different = values.stream().distinct().sorted().toList();
        return new TestedSetting(
                name,
                different.stream().collect(Collectors.joining(" or ")),
                different.size() > 1 || values.size() < cases);
    }
}
