package dev.sinkproof.fault;

import java.io.IOException;
import java.util.Map;

/**
 * What can be done to a connector with Connect's REST interface, as an operator would. Thread-safe. Connect answers once it has
 * taken the request down; most of them become effective later. A request that comes while Connect rebalances is made again until
 * it has done so.
 *
 * <p>All of them throw an {@link IOException} with Connect's own message when it refuses.
 */
public interface ConnectControl {
    /** Asks for the tasks to pause: they are given no records any more. */
    void pause(String connector) throws IOException;

    /** Asks for a paused or stopped connector to go on. */
    void resume(String connector) throws IOException;

    /** Asks for the connector to be stopped: it keeps its config and has no tasks. */
    void stop(String connector) throws IOException;

    /**
     * Restarts the connector.
     *
     * @param includeTasks whether its tasks are restarted too
     * @param onlyFailed whether only what is FAILED is restarted
     */
    void restart(String connector, boolean includeTasks, boolean onlyFailed) throws IOException;

    /** Restarts one task; Connect waits for it to stop, but no longer than its graceful timeout. */
    void restartTask(String connector, int task) throws IOException;

    /** The config as it was submitted. */
    Map<String, String> config(String connector) throws IOException;

    /** Creates the connector, or gives it another config. */
    void configure(String connector, Map<String, String> config) throws IOException;

    /** Removes the connector and its config; its committed offsets stay. */
    void delete(String connector) throws IOException;

    /** Whether there is such a connector. */
    boolean exists(String connector) throws IOException;

    ConnectorStates states(String connector) throws IOException;

    /** Version of a connector class as the worker that is asked has it; empty when it does not know the class. */
    String pluginVersion(String connectorClass) throws IOException;

    /** Committed offsets of the connector's tasks on one topic, by partition; those without one are absent. */
    Map<Integer, Long> offsets(String connector, String topic) throws IOException;

    /** The first offset of each partition of a topic whose record is from this time or later; the end where there is none. */
    Map<Integer, Long> offsetsSince(String topic, long epochMillis) throws IOException;

    /** Forgets the committed offsets. Connect refuses unless the connector is stopped and its consumers are gone. */
    void resetOffsets(String connector) throws IOException;

    /** Sets committed offsets on one topic, by partition; the same conditions as for {@link #resetOffsets}. */
    void alterOffsets(String connector, String topic, Map<Integer, Long> offsets) throws IOException;
}
