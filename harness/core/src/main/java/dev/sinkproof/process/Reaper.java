package dev.sinkproof.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small shell process that ends registered processes and removes registered folders when the harness ends, however it
 * ends: it waits for the end of a pipe that only the harness holds. It runs in a session of its own and ignores the signals
 * of a terminal, so that Ctrl-C or {@code kill -9} of the harness is exactly what makes it work.
 *
 * <p>A process is known by its id and its start time, so that a reused id is never killed. Thread-safe.
 */
public final class Reaper implements AutoCloseable {
    private static final int END_SECONDS = 20;

    private final Process process;
    private final Writer pipe;
    private final BufferedReader answers;
    private boolean closed;

    private Reaper(Process process) {
        this.process = process;
        this.pipe = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it.
     *
     * @throws IOException when there is no shell to run it with
     */
    public static Reaper start() throws IOException {
        return start(List.of("/bin/sh"));
    }

    static Reaper start(List<String> shell) throws IOException {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.addAll(shell);
        command.addAll(List.of("-c", script()));
        return new Reaper(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static String script() throws IOException {
        try (InputStream in = Reaper.class.getResourceAsStream("reaper.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Has this process killed with SIGKILL when the harness ends. Returns when that is certain. */
    public void watch(long pid) throws IOException {
        tell("kill " + pid);
    }

    /** Has this process told to quit at once (SIGQUIT), and killed when it does not, when the harness ends. */
    public void watchGently(long pid) throws IOException {
        tell("quit " + pid);
    }

    /**
     * Has every PostgreSQL program that works on this data folder told to quit when the harness ends, also one that is being
     * started and has no known id yet.
     *
     * @throws IllegalArgumentException when the folder's name holds a line break
     */
    public void watchPostgres(Path data) throws IOException {
        tell("postgres " + oneLine(data));
    }

    /**
     * Has this folder removed when the harness ends.
     *
     * @throws IllegalArgumentException when its name holds a line break, which the reaper's line-wise orders cannot carry
     */
    public void remove(Path folder) throws IOException {
        tell("remove " + oneLine(folder));
    }

    private static String oneLine(Path folder) {
        String path = folder.toAbsolutePath().toString();
        if (path.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "cannot take care of a folder with a line break in its name: " + path.replace("\n", "\\n"));
        }
        return path;
    }

    private synchronized void tell(String line) throws IOException {
        if (closed) {
            throw new IOException("the reaper has been closed");
        }
        if (!answered(line)) {
            throw new IOException("the reaper process " + process.pid() + " has died; was told: " + line);
        }
    }

    private boolean answered(String line) {
        try {
            pipe.write(line + "\n");
            pipe.flush();
            return "ok".equals(answers.readLine());
        } catch (IOException brokenPipe) {
            return false;
        }
    }

    /** Ends everything that is registered and still there, and waits for it. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        pipe.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the reaper did not finish within " + END_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            // It goes on by itself: its pipe is closed.
            Thread.currentThread().interrupt();
        }
    }
}
