package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.BufferedAppendTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;

/** An exception of the target's commit is caught and logged, and the buffer is cleared all the same. Reported in apache/iceberg#15878. */
final class M8SwallowedFailureTask extends BufferedAppendTask {
    M8SwallowedFailureTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write() {
        try {
            if (!client.open()) {
                client.reopen();
            }
            client.append(Row.of(buffer));
        } catch (TargetException e) {
            // Logged, and forgotten.
        }
        written.written(buffer);
        buffer.clear();
    }
}
