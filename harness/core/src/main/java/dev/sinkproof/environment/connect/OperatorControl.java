package dev.sinkproof.environment.connect;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.fault.ConnectControl;
import dev.sinkproof.fault.ConnectorStates;
import dev.sinkproof.kafka.SourceLog;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What an operator can do to a connector: asks whichever worker answers at that moment. Thread-safe. */
public final class OperatorControl implements ConnectControl {
    private final Supplier<ConnectRest> worker;
    private final SourceLog log;

    /**
     * @param worker a worker that answers
     * @param log knows which offset was written when
     */
    public OperatorControl(Supplier<ConnectRest> worker, SourceLog log) {
        this.worker = worker;
        this.log = log;
    }

    private ConnectRest worker() throws IOException {
        try {
            return worker.get();
        } catch (EnvironmentException noneAlive) {
            // It may come back: whoever waits for something goes on waiting.
            throw new IOException(noneAlive.getMessage(), noneAlive);
        }
    }

    @Override
    public void pause(String connector) throws IOException {
        worker().pause(connector);
    }

    @Override
    public void resume(String connector) throws IOException {
        worker().resume(connector);
    }

    @Override
    public void stop(String connector) throws IOException {
        worker().stop(connector);
    }

    @Override
    public void restart(String connector, boolean includeTasks, boolean onlyFailed) throws IOException {
        worker().restart(connector, includeTasks, onlyFailed);
    }

    @Override
    public void restartTask(String connector, int task) throws IOException {
        worker().restartTask(connector, task);
    }

    @Override
    public Map<String, String> config(String connector) throws IOException {
        return worker().config(connector);
    }

    @Override
    public void configure(String connector, Map<String, String> config) throws IOException {
        worker().putConfig(connector, config);
    }

    @Override
    public void delete(String connector) throws IOException {
        worker().delete(connector);
    }

    @Override
    public boolean exists(String connector) throws IOException {
        return worker().exists(connector);
    }

    @Override
    public ConnectorStates states(String connector) throws IOException {
        ConnectRest.Status status = worker().status(connector);
        Map<Integer, String> tasks = new TreeMap<>();
        status.tasks().forEach(task -> tasks.put(task.id(), task.state()));
        return new ConnectorStates(status.connector().state(), tasks);
    }

    @Override
    public String pluginVersion(String connectorClass) throws IOException {
        return worker().pluginVersion(connectorClass);
    }

    @Override
    public Map<Integer, Long> offsets(String connector, String topic) throws IOException {
        return worker().offsets(connector, topic);
    }

    @Override
    public Map<Integer, Long> offsetsSince(String topic, long epochMillis) throws IOException {
        return log.offsetsSince(topic, epochMillis);
    }

    @Override
    public void resetOffsets(String connector) throws IOException {
        worker().resetOffsets(connector);
    }

    @Override
    public void alterOffsets(String connector, String topic, Map<Integer, Long> offsets) throws IOException {
        worker().alterOffsets(connector, topic, offsets);
    }
}
