package dev.sinkproof.agent;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;

/**
 * Tells the harness what Connect's metrics say of the tasks: at a fixed, low rate from a thread of its own, and once more when a task stops,
 * because its metrics go with it. What has not changed is not told again. It only reads, so that nothing which is judged depends on when it
 * looks.
 *
 * <p>Threads: its own, and those of tasks that stop.
 */
final class MetricsWatch implements Runnable {
    /** Between two looks; one takes a fraction of a millisecond of processor time. */
    static final long PERIOD_MILLIS = 500;

    private final Outbox outbox;
    private final Problems problems;
    private final TaskFigures figures;
    /** By task; guarded by "this". */
    private final Map<String, Map<String, Long>> told = new HashMap<>();

    MetricsWatch(Outbox outbox, Problems problems, TaskFigures figures) {
        this.outbox = outbox;
        this.problems = problems;
        this.figures = figures;
    }

    static MetricsWatch ofThisProcess(Outbox outbox, Problems problems) {
        return new MetricsWatch(outbox, problems, new TaskFigures(ManagementFactory::getPlatformMBeanServer));
    }

    @Override
    public void run() {
        try {
            while (outbox.isOpen()) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what has changed since it was told before. */
    synchronized void look() {
        try {
            Map<String, Map<String, Long>> all = figures.read();
            told.keySet().retainAll(all.keySet());
            all.forEach(this::tell);
        } catch (JMException | RuntimeException e) {
            problems.report("Connect's metrics cannot be read, and are missed: " + e);
        }
    }

    private void tell(String task, Map<String, Long> now) {
        if (!now.isEmpty() && !now.equals(told.put(task, now))) {
            outbox.send(Message.metrics(task, Passing.nowMicros(), now));
        }
    }
}
