package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.fault.TargetControl;
import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.fault.TargetReader;
import dev.sinkproof.link.Link;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.target.postgresql.PostgresTarget;
import dev.sinkproof.target.s3.S3Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The targets that an environment's subjects need, and no others. */
final class EmbeddedTargets implements AutoCloseable {
    private static final Map<String, EmbeddedTarget.Maker> KNOWN =
            Map.of(PostgresTarget.KIND, PostgresEmbedded::new, S3Target.KIND, S3Embedded::new);

    private final Map<String, EmbeddedTarget> targets;

    private EmbeddedTargets(Map<String, EmbeddedTarget> targets) {
        this.targets = targets;
    }

    /** @throws EnvironmentException when a subject writes to a target that no one here can start */
    static void refuseUnknown(Collection<SubjectSpec> subjects) {
        for (SubjectSpec subject : subjects) {
            if (!KNOWN.containsKey(subject.target())) {
                throw new EnvironmentException("subject " + subject.name() + " writes to '" + subject.target()
                        + "', but the embedded environment has only "
                        + String.join(", ", new TreeSet<>(KNOWN.keySet())));
            }
        }
    }

    /** What is needed; nothing of it runs before {@link #start}. */
    static EmbeddedTargets of(Collection<SubjectSpec> subjects, Launch launch, RunRouter router) throws IOException {
        Map<String, EmbeddedTarget> targets = new LinkedHashMap<>();
        for (String kind : kinds(subjects)) {
            targets.put(kind, KNOWN.get(kind).make(launch, router));
        }
        return new EmbeddedTargets(targets);
    }

    /** Starts all of them, and returns when they answer. */
    void start() throws IOException {
        for (EmbeddedTarget target : targets.values()) {
            target.start();
        }
    }

    private static Collection<String> kinds(Collection<SubjectSpec> subjects) {
        return subjects.stream().map(SubjectSpec::target).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A link to each target for one worker. */
    interface LinkOpener {
        Link open(String kind, EmbeddedTarget target) throws IOException;
    }

    /** Variables that tell a worker its links' ports. */
    Map<String, String> openLinks(LinkOpener opener) throws IOException {
        Map<String, String> ports = new LinkedHashMap<>();
        for (Map.Entry<String, EmbeddedTarget> entry : targets.entrySet()) {
            EmbeddedTarget target = entry.getValue();
            int port = opener.open(entry.getKey(), target).port();
            ports.put(target.portVariable(), Integer.toString(port));
        }
        return ports;
    }

    EmbeddedTarget of(SubjectSpec subject) {
        EmbeddedTarget target = targets.get(subject.target());
        if (target == null) {
            throw new IllegalArgumentException("this environment was started without " + subject.target()
                    + ", which subject " + subject.name() + " writes to");
        }
        return target;
    }

    Map<String, String> placeholders(String runId) {
        Map<String, String> all = new LinkedHashMap<>();
        targets.values().forEach(target -> all.putAll(target.placeholders(runId)));
        return all;
    }

    /** Whether every target here can be administrated. */
    boolean controllable() {
        return targets.values().stream().allMatch(target -> target.control().isPresent());
    }

    /** @param kind of the run's target; null for the only one */
    TargetControl control(String kind) {
        EmbeddedTarget target = ofKind(kind);
        return target.control()
                .orElseThrow(() -> new IllegalStateException(target.description()
                        + " has no administrator: it can only be ended, and disturbed on its links"));
    }

    /** Whether the objects of every target here can be read while a run is on. */
    boolean readable() {
        return targets.values().stream().allMatch(EmbeddedTarget::showsObjects);
    }

    /** @param kind of the run's target; null for the only one */
    TargetReader reader(String kind) {
        EmbeddedTarget target = ofKind(kind);
        return target.reader()
                .orElseThrow(() -> new IllegalStateException(target.description() + " has no objects to look at"));
    }

    /** @param kind of the run's target; null for the only one */
    TargetProcess process(String kind) {
        return ofKind(kind).process();
    }

    private EmbeddedTarget ofKind(String kind) {
        return kind == null ? targets.values().iterator().next() : targets.get(kind);
    }

    String description() {
        List<String> descriptions = new ArrayList<>();
        targets.values().forEach(target -> descriptions.add(target.description()));
        return String.join(", ", descriptions);
    }

    /** Ends those that run. */
    @Override
    public void close() throws IOException {
        for (EmbeddedTarget target : targets.values()) {
            target.stop();
        }
    }
}
