package dev.sinkproof.process;

import java.util.List;

/**
 * Starts children in a session of their own where the system has {@code setsid}, so that a Ctrl-C in the terminal reaches
 * the harness only. {@code setsid} replaces itself by the command: the process id is the command's.
 */
final class OwnSession {
    private OwnSession() {}

    /** What to put before a command. */
    static List<String> prefix() {
        return Programs.find("setsid").map(path -> List.of(path.toString())).orElse(List.of());
    }
}
