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
    private final Backends backends;
    private final boolean anew;

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
        this(spec, plugin, target, reruns, settings, new Backends(), false);
    }

    private PostgresSubject(
            SubjectSpec spec,
            PluginTasks plugin,
            PostgresTarget target,
            PostgresReruns reruns,
            Settings settings,
            Backends backends,
            boolean anew) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.plugin = Objects.requireNonNull(plugin, "plugin");
        this.target = Objects.requireNonNull(target, "target");
        this.reruns = Objects.requireNonNull(reruns, "reruns");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.backends = Objects.requireNonNull(backends, "backends");
        this.anew = anew;
    }

    /**
     * The same connector as a plan sets it up: its runs find no tables, as those on real processes do. It goes with this one, and only one of
     * them is deployed at a time.
     */
    public PostgresSubject as(SubjectSpec setUp) {
        return new PostgresSubject(setUp, plugin, target, reruns, settings, backends, true);
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
        return plugin.transforms(spec.config());
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
            if (anew) {
                reruns.beginAnew();
            } else {
                reruns.begin();
            }
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
