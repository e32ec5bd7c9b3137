package dev.sinkproof.run;

import dev.sinkproof.environment.EnvironmentException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the tasks' status now and then while faults run, on a thread of its own: a worker that is paused must not make anybody else
 * wait for it. While faults run Connect may not answer, and that is no error.
 */
final class StatusPoll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusPoll.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final TaskWatch tasks;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private StatusPoll(TaskWatch tasks) {
        this.tasks = tasks;
        this.thread = new Thread(this::poll, "sinkproof-status");
        thread.setDaemon(true);
    }

    static StatusPoll start(TaskWatch tasks) {
        StatusPoll poll = new StatusPoll(tasks);
        poll.thread.start();
        return poll;
    }

    private void poll() {
        try {
            while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            // Closed while it waited.
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            tasks.failed();
        } catch (IOException | EnvironmentException e) {
            LOG.debug("Connect does not answer while faults run", e);
        }
    }

    /** When it returns, nothing more is taken down. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
