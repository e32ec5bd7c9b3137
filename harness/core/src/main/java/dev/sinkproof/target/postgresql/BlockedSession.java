package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A session of the harness that runs statements which may have to wait for the subject's transactions, in a thread of its own. Its
 * transaction stays open until {@link #end}. Thread-safe.
 */
final class BlockedSession {
    private static final long STEP_MILLIS = 20_000;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final PostgresAccess access;
    private final AdminSession session;
    private final String pid;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile IOException failure;

    BlockedSession(PostgresAccess access) throws IOException {
        this.access = access;
        this.session = AdminSession.open(access);
        this.pid = session.text("SELECT pg_backend_pid()");
    }

    String pid() {
        return pid;
    }

    /** Runs statements at once, before {@link #start}. */
    void first(String sql) throws IOException {
        session.execute(sql);
    }

    /** Begins to run statements and returns. Called once. */
    void start(String sql) {
        Thread thread = new Thread(
                () -> {
                    try {
                        session.execute(sql);
                    } catch (IOException e) {
                        failure = e;
                    } finally {
                        done.countDown();
                    }
                },
                "target-session-" + pid);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when the statements are done, or wait for a lock; true when they are done. */
    boolean awaitDoneOrWaiting() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS);
        try (AdminSession observer = AdminSession.open(access)) {
            while (!isDone() && !waits(observer)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("session " + pid + " neither did its work nor waited for a lock within "
                            + STEP_MILLIS + " ms");
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return isDone();
    }

    private boolean waits(AdminSession observer) throws IOException {
        return !observer.texts("SELECT 1 FROM pg_locks WHERE pid = ?::int AND NOT granted", pid)
                .isEmpty();
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    /** Waits until the statements are done. */
    boolean awaitDone(long millis) throws IOException {
        try {
            boolean came = done.await(millis, TimeUnit.MILLISECONDS);
            if (failure != null) {
                throw failure;
            }
            return came;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for session " + pid, e);
        }
    }

    /** Who is in its way, as process ids in braces. */
    String blockers() throws IOException {
        try (AdminSession observer = AdminSession.open(access)) {
            return observer.text("SELECT pg_blocking_pids(?::int)::text", pid);
        }
    }

    /** Ends the session on the server, and with it its transaction and locks, wherever it stands. A session that is gone is well. */
    void end() throws IOException {
        try (AdminSession observer = AdminSession.open(access)) {
            observer.texts(
                    "SELECT pg_terminate_backend(pid, ?) FROM pg_stat_activity WHERE pid = ?::int"
                            + " AND application_name = 'sinkproof-harness'",
                    STEP_MILLIS,
                    pid);
        }
    }
}
