package dev.sinkproof.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What the system says of a process, whoever its parent is. */
public final class ProcessStates {
    private ProcessStates() {}

    /** Whether it has ended; one that nobody has taken note of (a zombie) has. */
    public static boolean gone(long pid) throws IOException {
        return Files.isDirectory(Path.of("/proc/self"))
                ? state(pid).filter(state -> state != 'Z' && state != 'X').isEmpty()
                : ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    /** Linux only: the state in {@code /proc/<pid>/stat}, for example {@code T} for a stopped process. */
    static Optional<Character> state(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(stat.charAt(stat.lastIndexOf(')') + 2));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            // The file was opened, then the process ended: "No such process".
            if (Files.exists(Path.of("/proc", Long.toString(pid)))) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
