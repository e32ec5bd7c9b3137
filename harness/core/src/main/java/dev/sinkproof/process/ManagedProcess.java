package dev.sinkproof.process;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process with a log file, which ends with the harness. Thread-safe. */
public final class ManagedProcess {
    private static final Duration KILL = Duration.ofSeconds(10);
    /** A JVM has written its threads to its log by then, unless it is beyond that too. */
    private static final Duration DUMP = Duration.ofSeconds(1);
    /** 128 + SIGKILL. */
    private static final int KILLED = 137;

    private static final int TAIL_BYTES = 256 * 1024;
    private static final int TAIL_LINES = 6;

    private final String name;
    private final Process process;
    private final Path log;
    /** Where its own output begins: a process of the same name may have written to the log before. */
    private final long logStart;

    private ManagedProcess(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts a process.
     *
     * @param name for messages
     * @param environment variables to add to the harness's own
     * @param log file that its output is appended to
     * @throws IOException when there is no such program, or the reaper cannot watch it; then nothing runs
     */
    public static ManagedProcess start(
            String name, List<String> command, Map<String, String> environment, Path log, Reaper reaper)
            throws IOException {
        requireProgram(name, command.get(0));
        List<String> full = new ArrayList<>(OwnSession.prefix());
        full.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        Process process = builder.start();
        try {
            reaper.watch(process.pid());
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return new ManagedProcess(name, process, log, logStart);
    }

    /** With {@code setsid} before it, a program that is not there would look like one that ended. */
    private static void requireProgram(String name, String program) throws IOException {
        if (Programs.find(program).isEmpty()) {
            throw new IOException("cannot start " + name + ": there is no program " + program);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Kills it with SIGKILL and returns when it is gone. */
    public void kill() throws IOException {
        process.destroyForcibly();
        awaitEnd(KILL, "is still there " + KILL.toSeconds() + " s after SIGKILL");
    }

    /** Stops it where it is (SIGSTOP). */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** Lets a stopped process go on (SIGCONT). */
    public void resume() throws IOException {
        signal("CONT");
    }

    /** Asks it to end (SIGTERM), and kills it when it has not ended in time. */
    public void terminate(Duration patience) throws IOException {
        requestEnd();
        awaitEndOrKill(patience);
    }

    /** Asks it to end (SIGTERM) and does not wait. */
    public void requestEnd() {
        process.destroy();
    }

    /**
     * Waits for its end, and kills it when it has not ended in time; a JVM's log then says what its threads were doing.
     *
     * @return whether it ended in time
     */
    public boolean awaitEndOrKill(Duration patience) throws IOException {
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                askForThreads();
                kill();
            }
            return ended;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted();
        }
    }

    /** It may end by itself just then, which is what it was waited for. */
    private void askForThreads() throws IOException, InterruptedException {
        try {
            signal("QUIT");
        } catch (IOException e) {
            if (alive()) {
                throw e;
            }
        }
        process.waitFor(DUMP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The shell's own {@code kill}: the program of that name is missing from small containers. */
    private void signal(String signal) throws IOException {
        if (!alive()) {
            throw new IOException("cannot send SIG" + signal + " to " + name + " (pid " + pid() + "): it has ended");
        }
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid()).start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("cannot send SIG" + signal + " to " + name + " (pid " + pid() + ")");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void awaitEnd(Duration patience, String otherwise) throws IOException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " (pid " + pid() + ") " + otherwise);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for " + name);
    }

    /** Waits for it to end by itself, and returns its exit code. */
    public int awaitExit(Duration patience) throws IOException {
        awaitEnd(patience, "still runs after " + patience.toSeconds() + " s");
        return process.exitValue();
    }

    /** How it ended, with the last errors of its log; only for a process that has ended. */
    public String obituary() {
        String killed = process.exitValue() == KILLED
                ? " (SIGKILL from outside: look whether the kernel or the container ran out of memory)"
                : "";
        return name + " ended with exit code " + process.exitValue() + killed + ". The last lines of " + log + ":\n"
                + lastWords();
    }

    private String lastWords() {
        try {
            List<String> lines = tail().lines().toList();
            List<String> telling = lines.stream()
                    .filter(line -> line.contains("ERROR") || line.contains("Exception") || line.contains("rror:"))
                    .toList();
            List<String> shown = telling.isEmpty() || lines.size() <= TAIL_LINES ? lines : telling;
            return String.join("\n", shown.subList(Math.max(0, shown.size() - TAIL_LINES), shown.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    private String tail() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long end = file.length();
            long start = Math.max(logStart, end - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, end - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
