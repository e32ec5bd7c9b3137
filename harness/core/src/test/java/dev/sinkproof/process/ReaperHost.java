package dev.sinkproof.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A harness for {@link ReaperIT}: starts children, registers a folder, writes the children's ids to a file, and ends when
 * its standard input does, without closing anything.
 */
final class ReaperHost {
    private final Path workspace;
    private final Reaper reaper;

    private ReaperHost(Path workspace) throws Exception {
        this.workspace = workspace;
        this.reaper = Reaper.start();
    }

    public static void main(String[] arguments) throws Exception {
        new ReaperHost(Path.of(arguments[0])).run();
        while (System.in.read() >= 0) {
            // Only its end matters.
        }
    }

    private void run() throws Exception {
        Path folder = Files.createDirectories(workspace.resolve("folder with a space"));
        Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("file"), "x");
        reaper.remove(folder);
        ManagedProcess stopped = child("sleep", "300");
        stopped.pause();
        ManagedProcess ended = child("true");
        List<Long> pids = List.of(
                child("sleep", "300").pid(),
                stopped.pid(),
                gentle("trap 'echo told > told; exit 0' QUIT; echo > ready; while :; do sleep 0.05; done", "ready"),
                gentle("trap '' QUIT; echo > deaf; exec sleep 300", "deaf"));
        ended.awaitExit(Duration.ofSeconds(10));
        Path part = Files.write(
                workspace.resolve("pids.part"),
                pids.stream().map(String::valueOf).toList());
        Files.move(part, workspace.resolve("pids"));
    }

    private ManagedProcess child(String... command) throws Exception {
        return ManagedProcess.start(
                command[0], List.of(command), Map.of(), workspace.resolve(command[0] + ".log"), reaper);
    }

    private long gentle(String script, String sign) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(workspace.toFile())
                .start();
        reaper.watchGently(process.pid());
        Eventually.holds(sign + " exists", () -> Files.exists(workspace.resolve(sign)));
        return process.pid();
    }
}
