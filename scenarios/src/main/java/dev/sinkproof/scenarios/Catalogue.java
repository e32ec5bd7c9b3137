package dev.sinkproof.scenarios;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All scenarios, and the choice among them. */
public final class Catalogue {
    private static final List<Scenario> ALL = List.of(
            new Baseline(), new CrashBeforeTargetWrite(), new CrashAfterTargetWrite(), new CrashAfterOffsetCommit());

    private Catalogue() {}

    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * The cases that any of the globs selects, the baseline always first. A glob is matched against the scenario's id and
     * against {@code id/variant}; {@code *} stands for any text.
     *
     * @param globs none means all
     * @throws SubjectException when a glob selects nothing
     */
    public static List<ScenarioSpec> select(List<String> globs, Parameters parameters) {
        List<ScenarioSpec> cases = new ArrayList<>();
        ALL.forEach(scenario -> cases.addAll(scenario.variants(parameters)));
        for (String glob : globs) {
            if (cases.stream().noneMatch(spec -> matches(glob, spec))) {
                throw new SubjectException("unknown scenario '" + glob + "'" + NearestName.hint(glob, ids())
                        + " Known: " + String.join(", ", ids()));
            }
        }
        return cases.stream()
                .filter(spec -> spec.id().equals(Baseline.ID)
                        || globs.isEmpty()
                        || globs.stream().anyMatch(glob -> matches(glob, spec)))
                .toList();
    }

    private static boolean matches(String glob, ScenarioSpec spec) {
        String regex = Pattern.compile("\\*")
                .splitAsStream(glob + "\0")
                .map(part -> Pattern.quote(part.replace("\0", "")))
                .collect(Collectors.joining(".*"));
        return spec.id().matches(regex) || spec.caseId().matches(regex);
    }

    private static List<String> ids() {
        return ALL.stream().map(Scenario::id).toList();
    }
}
