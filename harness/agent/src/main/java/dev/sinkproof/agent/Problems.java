package dev.sinkproof.agent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the agent says that it misses something: on the worker's standard error, which ends in its log, and to the harness. The
 * same text is said once.
 */
final class Problems {
    private static final int DIFFERENT_MAX = 1000;

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Outbox outbox;

    Problems(Outbox outbox) {
        this.outbox = outbox;
    }

    void report(String text) {
        if (said.size() < DIFFERENT_MAX && said.add(text)) {
            print(text);
            outbox.send(Message.problem(text));
        }
    }

    /** The agent runs in somebody else's process: standard error is the only log that is sure to be there. */
    static void print(String text) {
        System.err.println("sinkproof agent: " + text);
    }
}
