package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real deadlock of the subject's next write with a session of the harness, over two advisory locks: a trigger has the writer take the
 * first, wait until the harness's session waits for it, and then ask for the second, which that session holds.
 *
 * <p>The subject is the victim: PostgreSQL fails the session whose {@code deadlock_timeout} passes first, and that of the harness's
 * session is an hour.
 */
final class Deadlock implements Disturbance {
    private static final long HAPPENS_MILLIS = 30_000;
    private static final long COUNTED_MILLIS = 10_000;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

    private final SubjectRole subject;
    private final WriteTrap trap;
    private final int locks = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    private BlockedSession partner;
    private long before;

    Deadlock(SubjectRole subject, WriteTrap trap) {
        this.subject = subject;
        this.trap = trap;
    }

    @Override
    public String begin() throws IOException {
        before = deadlocks();
        partner = new BlockedSession(subject.access());
        try {
            partner.first("SET deadlock_timeout = '1h'");
            partner.first("BEGIN; SELECT pg_advisory_xact_lock(" + locks + ", 2)");
            String since = trap.set(writerTakes());
            partner.start(partnerTakes());
            return "the next insert or update of " + subject.user() + " runs into a deadlock with session "
                    + partner.pid() + ", set " + since;
        } catch (IOException e) {
            partner.end();
            throw e;
        }
    }

    /** Only where the partner is there, and one writer only: others would wait for the first. */
    private String writerTakes() {
        return "IF " + held(2, "granted") + " AND pg_try_advisory_xact_lock(" + locks + ", 1) THEN WHILE "
                + held(2, "granted") + " AND NOT " + held(1, "NOT granted")
                + " LOOP PERFORM pg_sleep(0.01); END LOOP; PERFORM pg_advisory_xact_lock(" + locks + ", 2); END IF;";
    }

    private String partnerTakes() {
        return "DO "
                + AdminSession.literal("BEGIN WHILE NOT " + held(1, "granted")
                        + " LOOP PERFORM pg_sleep(0.01); END LOOP; PERFORM pg_advisory_xact_lock(" + locks
                        + ", 1); END")
                + "; COMMIT";
    }

    private String held(int lock, String how) {
        return "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = " + locks + " AND objid = "
                + lock + " AND pid <> pg_backend_pid() AND " + how + ")";
    }

    @Override
    public void end() throws IOException {
        try {
            requireDeadlock();
        } finally {
            partner.end();
            trap.disarm();
        }
    }

    private void requireDeadlock() throws IOException {
        if (!partner.awaitDone(HAPPENS_MILLIS)) {
            throw new IOException("no deadlock came about within " + HAPPENS_MILLIS
                    + " ms: the subject wrote nothing to its table after the trap was set");
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COUNTED_MILLIS);
        while (deadlocks() <= before) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the subject's transaction ended before the target saw the deadlock,"
                        + " and its statistics count none after " + COUNTED_MILLIS + " ms");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long deadlocks() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            return Long.parseLong(admin.text(DEADLOCKS));
        }
    }
}
