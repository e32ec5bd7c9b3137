package dev.sinkproof.fault;

import dev.sinkproof.fault.connect.ConnectFaults;
import dev.sinkproof.fault.data.DataFaults;
import dev.sinkproof.fault.kafka.KafkaFaults;
import dev.sinkproof.fault.link.LinkFaults;
import dev.sinkproof.fault.process.ProcessFaults;
import dev.sinkproof.fault.target.TargetFaults;
import dev.sinkproof.fault.task.TaskFaults;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.subject.NearestName;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The faults that there are, and whether a plan uses them well. */
public final class Faults {
    private static final Map<String, Fault> ALL = Stream.of(
                    ProcessFaults.all(),
                    TaskFaults.all(),
                    ConnectFaults.all(),
                    KafkaFaults.all(),
                    LinkFaults.all(),
                    TargetFaults.all(),
                    DataFaults.all())
            .flatMap(List::stream)
            .collect(Collectors.toMap(
                    Fault::kind,
                    Function.identity(),
                    (first, second) -> {
                        throw new IllegalStateException("two faults of kind " + first.kind());
                    },
                    java.util.LinkedHashMap::new));

    private Faults() {}

    /** All of them, family by family. */
    public static List<Fault> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<Fault> byKind(String kind) {
        return Optional.ofNullable(ALL.get(kind));
    }

    /**
     * Refuses what cannot be meant: unknown faults, settings and attributes, values and places that make no sense, chains to
     * faults that there are not.
     *
     * @throws InvalidFaultException naming the fault, what is wrong, and the nearest name
     */
    public static void validate(List<FaultSpec> faults) {
        Set<String> ids = faults.stream().map(FaultSpec::id).collect(Collectors.toSet());
        if (ids.size() < faults.size()) {
            throw new InvalidFaultException("two faults have one id: "
                    + faults.stream().map(FaultSpec::id).sorted().toList());
        }
        for (FaultSpec spec : faults) {
            validate(spec, ids);
        }
        refuseToFollowRecords(faults);
    }

    /** A record is read many times and at no one moment: what is to happen when it is, waits for its offset at a fault point. */
    private static void refuseToFollowRecords(List<FaultSpec> faults) {
        Set<String> records =
                faults.stream().filter(Faults::isOfData).map(FaultSpec::id).collect(Collectors.toSet());
        for (FaultSpec spec : faults) {
            String after = spec.trigger().after().replaceFirst("\\" + TriggerSpec.HEALED + "$", "");
            if (records.contains(after)) {
                throw invalid(
                        spec,
                        "follows " + after + ", which is no event but a record: wait for its offset at a fault point,"
                                + " as in deliver {partition=…, offset=…}");
            }
        }
    }

    /** Whether a fault is part of the workload rather than done to the system. */
    public static boolean isOfData(FaultSpec spec) {
        return byKind(spec.kind()).orElseThrow().family() == FaultFamily.DATA;
    }

    private static void validate(FaultSpec spec, Set<String> ids) {
        Fault fault = byKind(spec.kind())
                .orElseThrow(() -> new InvalidFaultException("unknown fault " + spec.kind()
                        + NearestName.hint(spec.kind(), ALL.keySet()) + " 'sinkproof list faults' shows all"));
        validateSettings(spec, fault);
        validatePlace(spec, fault);
        validateTrigger(spec, spec.trigger(), ids);
        if (spec.heal() != null) {
            validateTrigger(spec, spec.heal(), ids);
        }
    }

    private static void validateSettings(FaultSpec spec, Fault fault) {
        List<String> known = fault.settings().stream().map(Setting::name).toList();
        for (String name : spec.settings().keySet()) {
            if (fault.settings().stream().noneMatch(setting -> setting.isNamed(name))) {
                throw invalid(spec, "has no setting " + name + NearestName.hint(name, known) + " It takes " + known);
            }
        }
        fault.settings()
                .forEach(setting -> setting.problem(spec).ifPresent(problem -> {
                    throw invalid(spec, problem);
                }));
    }

    private static void validatePlace(FaultSpec spec, Fault fault) {
        TriggerSpec trigger = spec.trigger();
        boolean fits =
                switch (fault.where()) {
                    case ANYWHERE -> true;
                    case AT_ANY_POINT -> trigger.atPassing();
                    case IN_SOURCE_LOG -> trigger.equals(TriggerSpec.afterMillis(0)) && spec.heal() == null;
                    case IN_WORKER -> trigger.atPassing() && !trigger.point().onTargetLink();
                    case ON_TARGET_LINK ->
                        trigger.atPassing() && trigger.point().onTargetLink();
                };
        if (!fits) {
            throw invalid(
                    spec, "must be placed at " + fault.where().meaning() + ", but stands at the " + trigger.describe());
        }
    }

    private static void validateTrigger(FaultSpec spec, TriggerSpec trigger, Set<String> ids) {
        String after = trigger.after().replaceFirst("\\" + TriggerSpec.HEALED + "$", "");
        if (!after.isEmpty() && !ids.contains(after)) {
            throw invalid(
                    spec,
                    "follows a fault " + after + " that is not in the plan" + NearestName.hint(after, ids)
                            + " There are " + ids.stream().sorted().toList());
        }
        if (trigger.atPassing()) {
            Set<String> known = PointAttributes.of(trigger.point());
            for (String attribute : trigger.conditions().keySet()) {
                if (!known.contains(attribute)) {
                    throw invalid(
                            spec,
                            "names an attribute " + attribute + " that passings of "
                                    + trigger.point().id() + " do not have" + NearestName.hint(attribute, known)
                                    + " They have " + known.stream().sorted().toList());
                }
            }
        }
    }

    private static InvalidFaultException invalid(FaultSpec spec, String problem) {
        return new InvalidFaultException("fault " + spec.id() + " (" + spec.kind() + ") " + problem);
    }

    /** Why these faults cannot be done in this environment; empty when they can. */
    public static Optional<String> notApplicable(List<FaultSpec> faults, SystemUnderTest system, String environment) {
        for (FaultSpec spec : faults) {
            Set<Capability> missing = EnumSet.noneOf(Capability.class);
            missing.addAll(byKind(spec.kind()).orElseThrow().needs());
            missing.removeAll(system.offers());
            if (!missing.isEmpty()) {
                return Optional.of(spec.kind() + " is not possible in the " + environment + " environment: it cannot "
                        + missing.stream().map(Capability::meaning).collect(Collectors.joining(", and cannot ")));
            }
        }
        return Optional.empty();
    }
}
