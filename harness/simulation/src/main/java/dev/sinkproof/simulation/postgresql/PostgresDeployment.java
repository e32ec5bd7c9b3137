package dev.sinkproof.simulation.postgresql;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.plugin.PluginTasks;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.simulation.subject.Deployment;
import dev.sinkproof.subject.Placeholders;
import dev.sinkproof.target.postgresql.PostgresReruns;
import dev.sinkproof.target.postgresql.PostgresTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTask;

/** One run's tasks and their database. */
final class PostgresDeployment implements Deployment {
    private final SubjectSpec spec;
    private final PluginTasks plugin;
    private final PostgresTarget target;
    private final PostgresReruns reruns;
    private final PostgresSubject.Settings settings;
    private final Backends backends;
    private final VirtualClock clock;
    private final List<InlineLink> links = new ArrayList<>();
    /** The target's clock right after each commit, to the virtual time of that: only one thing happens at a time. */
    private final NavigableMap<Long, Long> commitTimes = new TreeMap<>();

    private Map<TopicPartition, Long> stored = Map.of();
    private int storedAfter;
    private int askedAfter;

    PostgresDeployment(
            SubjectSpec spec,
            PluginTasks plugin,
            PostgresTarget target,
            PostgresReruns reruns,
            PostgresSubject.Settings settings,
            Backends backends,
            VirtualClock clock) {
        this.spec = spec;
        this.plugin = plugin;
        this.target = target;
        this.reruns = reruns;
        this.settings = settings;
        this.backends = backends;
        this.clock = clock;
    }

    @Override
    public SinkTask newTask(Passages passages) {
        return plugin.newTask();
    }

    @Override
    public Map<String, String> config(Passages passages) {
        InlineLink link = new InlineLink(
                passages,
                clock,
                new InlineLink.Waits(settings.answerMillis(), settings.lockMillis()),
                backends,
                this::committed);
        links.add(link);
        Map<String, String> values = new TreeMap<>(target.placeholders());
        values.computeIfPresent("target.jdbc.url", (name, url) -> through(link, url));
        return plugin.taskConfig(filled(values));
    }

    private Map<String, String> filled(Map<String, String> ofTarget) {
        Map<String, String> values = new TreeMap<>(ofTarget);
        values.put("source.topic", Source.TOPIC);
        values.put("source.topics", Source.TOPIC);
        Map<String, String> config = new TreeMap<>(new Placeholders(values).fill(spec.config()));
        config.putAll(settings.config());
        return config;
    }

    /** Not on a task's link: the worker itself asks the connector to. */
    @Override
    public void alterOffsets(Map<TopicPartition, Long> offsets) {
        plugin.alterOffsets(filled(target.placeholders()), offsets);
        commitTimes.put(reruns.nowMicros(), clock.tickMicros());
    }

    private static String through(InlineLink link, String url) {
        return url + "&socketFactory=" + InlineSocketFactory.class.getName() + "&socketFactoryArg=" + link.key();
    }

    private void committed() {
        commitTimes.put(reruns.nowMicros(), clock.tickMicros());
    }

    @Override
    public List<TargetRow> snapshot() {
        List<TargetRow> rows = new ArrayList<>();
        try {
            reruns.readSnapshot(rows::add);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TargetChange> history() {
        List<TargetChange> changes = new ArrayList<>();
        try {
            reruns.readHistory(change -> changes.add(inVirtualTime(change)));
            return changes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server numbers its transactions over all runs; here they count from 1. */
    private TargetChange inVirtualTime(TargetChange change) {
        Map.Entry<Long, Long> heard = commitTimes.ceilingEntry(change.commitMicros());
        if (heard == null) {
            throw new IllegalStateException("the target committed transaction " + change.transaction()
                    + " of which no answer told: something writes to it beside the simulation");
        }
        int number = commitTimes.headMap(heard.getKey(), true).size();
        return new TargetChange(
                heard.getValue(), Integer.toString(number), change.operation(), change.row(), change.before());
    }

    @Override
    public int changes() {
        return commitTimes.size();
    }

    /** Looked up once the target stands still: until then it may be out of date, which only means to wait a little longer. */
    @Override
    public long position(TopicPartition partition) {
        if (askedAfter == changes()) {
            lookUp();
        }
        askedAfter = changes();
        return stored.getOrDefault(partition, 0L);
    }

    @Override
    public long positionNow(TopicPartition partition) {
        lookUp();
        return stored.getOrDefault(partition, 0L);
    }

    private void lookUp() {
        if (settings.storedOffsets().isEmpty() || storedAfter == changes()) {
            return;
        }
        storedAfter = changes();
        try {
            stored = reruns.storedOffsets(settings.storedOffsets());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void runDeferred() {
        // A sink with threads of its own cannot be simulated.
    }

    @Override
    public long nextDeferredMillis() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        links.forEach(InlineLink::forget);
    }
}
