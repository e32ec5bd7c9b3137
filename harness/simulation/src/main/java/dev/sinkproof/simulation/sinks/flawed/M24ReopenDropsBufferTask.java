package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.BufferedAppendTask;
import dev.sinkproof.simulation.target.TargetClient;

/** When a broken session is opened again, the buffer is dropped and the position kept. Reported in snowflakedb/snowflake-kafka-connector PR#658. */
final class M24ReopenDropsBufferTask extends BufferedAppendTask {
    M24ReopenDropsBufferTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write() {
        if (!client.open()) {
            client.reopen();
            written.written(buffer);
            buffer.clear();
        }
        super.write();
    }
}
