package dev.sinkproof.simulation.postgresql;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.plugin.PluginTasks;
import dev.sinkproof.simulation.subject.Deployment;
import dev.sinkproof.simulation.subject.Subject;
import dev.sinkproof.target.postgresql.PostgresReruns;
import dev.sinkproof.target.postgresql.PostgresTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** A real connector from its plugin, over a real PostgreSQL. Used by one thread; one deployment at a time. */
public final class PostgresSubject implements Subject, AutoCloseable {
    /** What the target says when it is to refuse: too many connections, which every client takes for transient. */
    public static final String REFUSED_SQLSTATE = "53300";

    private final SubjectSpec spec;
    private final PluginTasks plugin;
    private final PostgresTarget target;
    private final PostgresReruns reruns;
    private final Settings settings;
    private final Backends backends = new Backends();

    /**
     * What the simulation has to know of a connector beyond its subject file.
     *
     * @param config what it is to be set to otherwise: above all, to wait for a lock for a moment only, as whoever holds it stands still
     * @param answerMillis how long its driver waits for an answer that does not come, in virtual time
     * @param lockMillis how long it would wait for a lock, in virtual time
     * @param storedOffsets query for topic, partition and next offset where it keeps offsets beside its data; empty when it does not
     */
    public record Settings(Map<String, String> config, long answerMillis, long lockMillis, String storedOffsets) {
        public Settings {
            config = Map.copyOf(config);
            Objects.requireNonNull(storedOffsets, "storedOffsets");
        }
    }

    /**
     * @param spec the subject as every environment has it
     * @param plugin its classes
     * @param target the database as it is to see it
     * @param reruns the same database, as the harness watches it
     */
    public PostgresSubject(
            SubjectSpec spec, PluginTasks plugin, PostgresTarget target, PostgresReruns reruns, Settings settings) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.plugin = Objects.requireNonNull(plugin, "plugin");
        this.target = Objects.requireNonNull(target, "target");
        this.reruns = Objects.requireNonNull(reruns, "reruns");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Contract contract() {
        return spec.contract();
    }

    /** Which database it is, each incarnation is told by {@link Deployment#config}. */
    @Override
    public Map<String, String> config() {
        return Map.of();
    }

    @Override
    public String connectorClass() {
        return spec.connectorClass();
    }

    @Override
    public SubjectSpec spec() {
        return spec;
    }

    @Override
    public List<Transformation<SinkRecord>> transforms() {
        return List.of();
    }

    @Override
    public Set<FaultPoint> morePoints() {
        Set<FaultPoint> more = EnumSet.of(FaultPoint.TARGET_CONNECT);
        more.addAll(Subject.super.morePoints());
        return more;
    }

    @Override
    public Deployment deploy(VirtualClock clock) {
        try {
            reruns.begin();
            return new PostgresDeployment(spec, plugin, target, reruns, settings, backends, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        backends.close();
    }
}
