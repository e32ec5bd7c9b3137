package dev.sinkproof.fault.agent;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A subject for {@link TaskPlayer}, which loads it as a plugin; public, as that loader puts it into another run-time package. */
public class PlayedTask extends SinkTask {
    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> settings) {}

    @Override
    public void put(Collection<SinkRecord> records) {}

    @Override
    public void stop() {}

    /** Calls what it overrides, and leaves an interrupt pending, as a worker that gives up on a task does. */
    public static class Interrupted extends PlayedTask {
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records);
            Thread.currentThread().interrupt();
        }
    }
}
