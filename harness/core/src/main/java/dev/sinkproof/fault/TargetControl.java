package dev.sinkproof.fault;

import java.io.IOException;

/**
 * What an administrator can do to the target, straight and not through the link. Thread-safe.
 *
 * <p>A disturbance stays until {@link #end} is called with the id of the fault that asked for it. Each method says for people what was
 * done; it throws, and has changed nothing, when it cannot be done, for example because the subject's table is not there yet.
 */
public interface TargetControl {
    /** Ends every session of the subject. */
    String killSessions(RunNames run) throws IOException;

    /**
     * Takes privileges on the subject's table away from the subject's user.
     *
     * @param privileges names that the target knows, separated by commas
     */
    String revoke(String id, RunNames run, String privileges) throws IOException;

    /**
     * Has another session lock the subject's table against everybody: at once, or behind the transactions that are under way, before
     * any that begins later.
     */
    String lock(String id, RunNames run) throws IOException;

    /** Makes the subject's sessions read-only: those that there are end, new ones are so. */
    String makeReadOnly(String id, RunNames run) throws IOException;

    /** Limits how long a statement of the subject may take, in milliseconds: sessions that there are end, new ones are limited. */
    String limitStatements(String id, RunNames run, long millis) throws IOException;

    /**
     * Sets a trap: the next write to the subject's table runs into a deadlock with a session of the harness, which the target resolves by
     * failing the subject's. {@link #end} waits until it has happened, and throws when it did not.
     */
    String deadlock(String id, RunNames run) throws IOException;

    /** Refuses writes to the subject's table as a full disk does, from the next transaction on. */
    String simulateFullDisk(String id, RunNames run) throws IOException;

    /** Changes the password of the subject's user and ends its sessions. */
    String changePassword(String id, RunNames run) throws IOException;

    /** Undoes a disturbance; does nothing when there is none of this id. */
    void end(String id) throws IOException;
}
