package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.ConnectorStates;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what Connect says when it has done what it was asked for. */
final class Shown {
    /** Several of Connect's rebalances; less than the engine gives a fault that is under way at the end. */
    private static final Duration MOST = Duration.ofSeconds(25);

    /** To produce records and have them delivered. */
    private static final Duration DELIVERY = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);

    private Shown() {}

    /** Something that may not be possible yet. */
    @FunctionalInterface
    interface Attempt {
        void make() throws IOException;
    }

    /**
     * Waits for the connector's states to be as wanted.
     *
     * @return the event that shows it
     * @throws IOException with what was last seen, when they did not become so
     */
    static Effect states(Moment moment, String wanted, Predicate<ConnectorStates> are) throws IOException {
        ConnectorStates[] seen = new ConnectorStates[1];
        until("Connect to report " + moment.run().connector() + " " + wanted, () -> {
            seen[0] = moment.system().connector().states(moment.run().connector());
            if (!are.test(seen[0])) {
                throw new IOException(seen[0].describe());
            }
        });
        return ConnectFault.did(EventNames.CONNECTOR_STATUS, seen[0].describe());
    }

    /** Waits until the connector has committed all of the source log, and so many records of each partition are in it. */
    static void committed(Moment moment, long records) throws IOException {
        String topic = moment.run().topic();
        String connector = moment.run().connector();
        until(connector + " to commit all " + records + " records of each partition of " + topic, DELIVERY, () -> {
            Map<Integer, Long> ends = moment.system().source().endOffsets(topic);
            Map<Integer, Long> committed = moment.system().connector().offsets(connector, topic);
            boolean produced = ends.values().stream().allMatch(end -> end >= records);
            if (!produced || !committed.equals(ends)) {
                throw new IOException("the log ends at " + ends + ", committed are " + committed);
            }
        });
    }

    /** Waits until the connector has committed anything at all: whoever has committed nothing cannot go back. */
    static void committedAny(Moment moment) throws IOException {
        String connector = moment.run().connector();
        until(connector + " to commit anything", () -> {
            Map<Integer, Long> committed =
                    moment.system().connector().offsets(connector, moment.run().topic());
            if (committed.values().stream().noneMatch(offset -> offset > 0)) {
                throw new IOException("committed are " + committed);
            }
        });
    }

    /** Makes an attempt until it succeeds: Connect may be without a leader, or still be stopping what is in the way. */
    static void until(String what, Attempt attempt) throws IOException {
        until(what, MOST, attempt);
    }

    static void until(String what, Duration most, Attempt attempt) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (true) {
            try {
                attempt.make();
                return;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "waited " + most.toMillis() + " ms for " + what + "; last seen: " + e.getMessage(), e);
                }
                pause(what);
            }
        }
    }

    private static void pause(String what) throws InterruptedIOException {
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + what);
        }
    }
}
