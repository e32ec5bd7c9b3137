package dev.sinkproof.environment.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends and starts a PostgreSQL server that has been started once before, with the options that it had. Used by one thread at a time. */
final class PgCtl {
    private static final Duration MOST = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;

    PgCtl(Path data, Path log) {
        this.data = data;
        this.log = log;
    }

    long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    }

    /** Ends it without a checkpoint (SIGQUIT), as a crash does, and returns when it is gone. @return its process id */
    long crash() throws IOException {
        long pid = pid();
        run("-m", "immediate", "-w", "stop");
        return pid;
    }

    /** Starts it with the same options and does not wait for it. Restart is what reads them again; the server need not run for it. */
    void start() throws IOException {
        run("-W", "restart");
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        // PostgreSQL does not run as root. In a user namespace of its own nobody is.
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binaries().resolve("pg_ctl").toString(), "-D", data.toString()));
        command.addAll(List.of("-t", Long.toString(MOST.toSeconds())));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        requireSuccess(process, String.join(" ", arguments));
    }

    /** The options file names the server's program first. */
    private Path binaries() throws IOException {
        String options = Files.readString(data.resolve("postmaster.opts"));
        return Path.of(options.substring(0, options.indexOf(" \""))).getParent();
    }

    private void requireSuccess(Process process, String what) throws IOException {
        try {
            if (!process.waitFor(2 * MOST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        "pg_ctl " + what + " did not end within " + 2 * MOST.toSeconds() + " s; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for pg_ctl " + what, e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("pg_ctl " + what + " ended with exit code " + process.exitValue() + "; see " + log);
        }
    }
}
