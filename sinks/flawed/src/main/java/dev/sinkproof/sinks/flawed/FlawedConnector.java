package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkConnector;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import org.apache.kafka.connect.connector.Task;

/** The reference connector with another task, whose class is the defect. */
public abstract class FlawedConnector extends JdbcSinkConnector {
    private final Class<? extends JdbcSinkTask> task;

    /** @param task the task; public, with a constructor for Connect */
    protected FlawedConnector(Class<? extends JdbcSinkTask> task) {
        this.task = task;
    }

    @Override
    public final Class<? extends Task> taskClass() {
        return task;
    }
}
