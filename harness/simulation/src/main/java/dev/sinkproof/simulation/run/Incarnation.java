package dev.sinkproof.simulation.run;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.kafka.ModelConsumer;
import dev.sinkproof.simulation.point.IncarnationGone;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.runtime.SteppedSinkTask;
import org.apache.kafka.connect.runtime.TargetState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a task, from its start until it was stopped, has failed, or its worker was killed. */
final class Incarnation implements Passages {
    /** What has become of it. */
    enum State {
        RUNNING,
        STOPPED,
        FAILED,
        GONE
    }

    private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);

    final int task;
    final int worker;
    final String name;
    private final Cluster cluster;
    private ModelConsumer consumer;
    private SteppedSinkTask runner;
    private State state = State.RUNNING;
    private boolean started;
    private boolean stopRequested;
    private boolean busy;
    private boolean stalled;
    private boolean injected;
    private boolean conversionFails;
    private List<OffsetSpan> polled = List.of();
    private final List<Runnable> releases = new ArrayList<>();

    Incarnation(Cluster cluster, int task, int worker, int number) {
        this.cluster = cluster;
        this.task = task;
        this.worker = worker;
        this.name = "consumer-" + task + "." + number;
    }

    void use(ModelConsumer itsConsumer, SteppedSinkTask itsRunner) {
        consumer = itsConsumer;
        runner = itsRunner;
    }

    State state() {
        return state;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    ModelConsumer consumer() {
        return consumer;
    }

    boolean stopRequested() {
        return stopRequested;
    }

    /** Whether it could do something now. While it is inside a call, others may run, but not it. */
    boolean ready(long nowMillis) {
        return idle() && (!started || stopRequested || consumer.wakesAtMillis() <= nowMillis);
    }

    private boolean idle() {
        return running() && !busy && !stalled;
    }

    /** When it will be ready, or {@link Long#MAX_VALUE}. */
    long nextMillis() {
        return idle() ? consumer.wakesAtMillis() : Long.MAX_VALUE;
    }

    /** One round of its loop. */
    void round() {
        busy = true;
        try {
            if (!started) {
                started = true;
                runner.start();
            } else if (stopRequested) {
                end(State.STOPPED);
            } else {
                runner.iterate();
                noticeDropped();
            }
        } catch (IncarnationGone | RuntimeException e) {
            failed(e);
        } finally {
            busy = false;
            consumer.rest();
        }
    }

    /** What a poll brought and the round did not deliver, though it ended well, is gone: the consumer will not bring it again. */
    private void noticeDropped() {
        if (!polled.isEmpty()) {
            cluster.dropped(this, polled);
            polled = List.of();
        }
    }

    /** After an exception Connect does what it does after a stop, too: preCommit, close, commit. A killed process does not. */
    private void failed(Throwable cause) {
        if (!running()) {
            return;
        }
        if (cause instanceof IncarnationGone) {
            throw new IllegalStateException(name + " met the end of another", cause);
        }
        if (!stopRequested) {
            runner.stop();
            consumer.clearWakeup();
        }
        end(State.FAILED);
        if (state == State.FAILED) {
            cluster.failed(this, cause);
        }
    }

    private void end(State as) {
        quietly(runner::closePartitions);
        quietly(runner::close);
        if (running()) {
            state = as;
            cluster.ended(this);
        }
    }

    /** What a stopping task throws, Connect logs, and goes on to close it; a kill ends it. */
    private void quietly(Runnable step) {
        if (!running()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.debug("{} failed while closing", name, e);
        } catch (IncarnationGone e) {
            LOG.trace("{} was killed while closing", name);
        }
    }

    /** The worker asks it to stop. It does so at the end of its call, if it is in one. */
    void requestStop() {
        if (running() && !stopRequested) {
            stopRequested = true;
            runner.stop();
            if (!busy) {
                // It waits in poll, and that is what the wakeup ends.
                consumer.clearWakeup();
            }
        }
    }

    void cancel() {
        requestStop();
        runner.cancel();
    }

    void transitionTo(TargetState target) {
        if (running()) {
            runner.transitionTo(target);
        }
    }

    /** A planned fault has it throw: if that ends it, someone will restart it. */
    void injected() {
        injected = true;
    }

    boolean failedByPlan() {
        return injected;
    }

    void kill() {
        if (running()) {
            state = State.GONE;
            consumer.silence();
            releases.forEach(Runnable::run);
        }
    }

    void stall() {
        stalled = true;
        consumer.silence();
    }

    void resume() {
        stalled = false;
        if (running()) {
            consumer.unsilence();
        }
    }

    @Override
    public Optional<FaultKind> pass(FaultPoint point, List<OffsetSpan> spans, Map<String, String> attributes) {
        requireAlive();
        if (point == FaultPoint.POLL_RETURN) {
            polled = spans;
        } else if (point == FaultPoint.TASK_PUT_ENTER) {
            polled = List.of();
        }
        Optional<FaultKind> effect = cluster.pass(this, point, spans, attributes);
        requireAlive();
        conversionFails |= point == FaultPoint.CONVERT && effect.isPresent();
        return effect;
    }

    @Override
    public void requireAlive() {
        if (state == State.GONE) {
            throw new IncarnationGone(name);
        }
    }

    @Override
    public boolean conversionFails() {
        boolean fails = conversionFails;
        conversionFails = false;
        return fails;
    }

    @Override
    public boolean suspended() {
        return stalled;
    }

    @Override
    public void whenGone(Runnable release) {
        releases.add(release);
    }
}
