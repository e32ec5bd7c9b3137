package dev.sinkproof.environment;

import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.evidence.SchemaVersion;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.fault.FaultEngine;
import dev.sinkproof.fault.SystemUnderTest;
import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.workload.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where scenarios run: a Kafka, Connect workers with the agent, a target, and the link between them.
 *
 * <p>Life cycle: made ready by its provider, used for any number of runs one after another, closed once; closing ends
 * every process and removes every temporary folder. Used by one thread, but {@link SystemUnderTest} by fault threads too.
 */
public interface Environment extends SystemUnderTest, AutoCloseable {
    /** Stable id, for example {@code embedded}. */
    String id();

    String bootstrapServers();

    /** Connect's REST interface on a worker that is alive. */
    ConnectRest connect();

    SourceLog sourceLog();

    /** Sees to it that exactly this many workers run and answer. */
    void ensureWorkers(int count) throws IOException;

    /** Begins to start those of the first so many workers that have ended, so that whoever needs them waits less for them. */
    void beginWorkers(int count) throws IOException;

    /**
     * Sends all passings of fault points to {@code engine} from now on, and everything else that happens to {@code
     * timeline}; returns when every worker holds its threads at the engine's armed points.
     */
    void attach(FaultEngine engine, TimelineRecorder timeline) throws IOException;

    /** No thread is held any more and no passing is looked at. */
    void detach() throws IOException;

    /** Values of {@code ${target.*}} for one run. */
    Map<String, String> placeholders(String runId);

    /** Makes room for a run in the subject's target, and watches what is written to these tables; closing it removes both. */
    TargetSession openTarget(SubjectSpec subject, String runId, List<String> tables) throws IOException;

    /**
     * The log of each worker that was ever started, by its name, each line as the embedded workers write it: time in UTC, level, logger, thread in brackets, message; empty where logs
     * cannot be read.
     */
    default Map<String, Path> workerLogs() {
        return Map.of();
    }

    /**
     * How a subject's records are written to Kafka.
     *
     * @param config the subject's, with all placeholders filled in
     */
    default RecordFormat recordFormat(SubjectSpec subject, Map<String, String> config) throws IOException {
        return RecordFormat.JSON;
    }

    /** The schemas of these topics in the registry, in the order in which they were registered; empty where there is no registry. */
    default List<SchemaVersion> schemas(List<String> topics) throws IOException {
        return List.of();
    }

    /** Removes the schemas of these topics. */
    default void removeSchemas(List<String> topics) throws IOException {}

    /** Versions and facts for people: Kafka, Java, target, operating system. */
    Map<String, String> facts();

    /** Settings that decide timings: sessions, flush intervals. */
    Map<String, String> testedSettings();

    /** Settings that a connector of this config is given in addition, because only a connector can have them; never another value of its own. */
    default Map<String, String> settingsBesides(Map<String, String> connector) {
        return Map.of();
    }

    @Override
    void close();
}
