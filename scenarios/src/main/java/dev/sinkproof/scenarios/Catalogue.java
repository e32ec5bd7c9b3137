package dev.sinkproof.scenarios;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.load.LoadScenarios;
import dev.sinkproof.scenarios.object.ObjectScenarios;
import dev.sinkproof.scenarios.offset.OffsetBoundaryScenarios;
import dev.sinkproof.scenarios.rebalance.RebalanceScenarios;
import dev.sinkproof.scenarios.replay.ReplayScenarios;
import dev.sinkproof.scenarios.schema.SchemaScenarios;
import dev.sinkproof.scenarios.target.AmbiguousTargetScenarios;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All scenarios, and the choice among them. */
public final class Catalogue {
    /** The choice of every case. */
    public static final String ALL_CASES = "all";
    /** The choice of the cases that every review asks for. */
    public static final String CORE = "core";

    private static final List<Scenario> ALL = Stream.of(
                    List.<Scenario>of(new Baseline()),
                    OffsetBoundaryScenarios.all(),
                    AmbiguousTargetScenarios.all(),
                    RebalanceScenarios.all(),
                    SchemaScenarios.all(),
                    ReplayScenarios.all(),
                    LoadScenarios.all(),
                    ObjectScenarios.all())
            .flatMap(List::stream)
            .toList();

    /** Crashes around a write, a target that does not answer, a rebalance, another schema, a replay. */
    private static final List<String> CORE_CASES = List.of(
            Baseline.ID,
            "crash-before-target-write/n3-takeover",
            "crash-after-target-write/n*",
            "crash-after-offset-commit/n1-restart",
            "ack-lost/timeout",
            "worker-joins-mid-batch",
            "schema-incompatible-type",
            "replay-from-old-offsets");

    private Catalogue() {}

    public static List<Scenario> all() {
        return ALL;
    }

    /** The cases of a choice, whatever the subject; see {@link #select(List, Parameters, SubjectSpec)}. */
    public static List<ScenarioSpec> select(List<String> choices, Parameters parameters) {
        return select(choices, parameters, (scenario, variant) -> Optional.empty());
    }

    /**
     * The cases that any of the choices selects, the baseline always first. A choice is {@link #CORE}, {@link #ALL_CASES}, a group's
     * label, or a glob that is matched against the scenario's id and against {@code id/variant}; {@code *} stands for any text.
     * What says nothing about the subject stays in, and says why.
     *
     * @param choices none means {@link #CORE}
     * @throws SubjectException when a choice selects nothing
     */
    public static List<ScenarioSpec> select(List<String> choices, Parameters parameters, SubjectSpec subject) {
        return select(choices, parameters, (scenario, variant) -> scenario.notFor(subject, variant));
    }

    private interface Unsuited {
        Optional<String> reason(Scenario scenario, ScenarioSpec variant);
    }

    private static List<ScenarioSpec> select(List<String> choices, Parameters parameters, Unsuited unsuited) {
        List<ScenarioSpec> cases = new ArrayList<>();
        for (Scenario scenario : ALL) {
            for (ScenarioSpec spec : scenario.variants(parameters)) {
                cases.add(unsuited.reason(scenario, spec).map(spec::notFor).orElse(spec));
            }
        }
        List<String> chosen = choices.isEmpty() ? List.of(CORE) : choices;
        for (String choice : chosen) {
            if (cases.stream().noneMatch(spec -> selects(choice, spec, parameters))) {
                throw new SubjectException("unknown scenario '" + choice + "'" + NearestName.hint(choice, ids())
                        + " Known: " + String.join(", ", ids()) + "; or a group: " + String.join(", ", groups()));
            }
        }
        return cases.stream()
                .filter(spec -> spec.id().equals(Baseline.ID)
                        || chosen.stream().anyMatch(choice -> selects(choice, spec, parameters)))
                .toList();
    }

    private static boolean selects(String choice, ScenarioSpec spec, Parameters parameters) {
        return switch (choice) {
            case ALL_CASES -> true;
            case CORE -> CORE_CASES.stream().anyMatch(core -> isCore(core, spec, parameters));
            default -> spec.group().label().equals(choice) || matches(choice, spec);
        };
    }

    /** A user who asks for another passing or recovery means all crash cases, for none of them has the core's name then. */
    private static boolean isCore(String core, ScenarioSpec spec, Parameters parameters) {
        boolean otherNames = parameters.text(Parameters.NTH).isPresent()
                || parameters.text(Parameters.RECOVERY).isPresent();
        return spec.caseId().matches(regex(otherNames ? core.replaceFirst("/n.*", "/n*") : core));
    }

    private static boolean matches(String glob, ScenarioSpec spec) {
        String regex = regex(glob);
        return spec.id().matches(regex) || spec.caseId().matches(regex);
    }

    private static String regex(String glob) {
        return Pattern.compile("\\*")
                .splitAsStream(glob + "\0")
                .map(part -> Pattern.quote(part.replace("\0", "")))
                .collect(Collectors.joining(".*"));
    }

    private static List<String> ids() {
        return ALL.stream().map(Scenario::id).toList();
    }

    private static List<String> groups() {
        return Stream.concat(
                        Stream.of(CORE, ALL_CASES),
                        Arrays.stream(ScenarioGroup.values())
                                .filter(group -> group != ScenarioGroup.CUSTOM)
                                .map(ScenarioGroup::label))
                .toList();
    }
}
