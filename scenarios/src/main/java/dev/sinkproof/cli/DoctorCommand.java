package dev.sinkproof.cli;

import dev.sinkproof.process.FreeMemory;
import dev.sinkproof.run.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether this machine can run Sinkproof, and what to do where it cannot. */
@Command(
        name = "doctor",
        description = "Check this machine: Java, memory, disk, loopback, signals.",
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof doctor", "  sinkproof doctor --out /large/disk/sinkproof-out"})
final class DoctorCommand implements Callable<Integer> {
    /** Broker, two workers, PostgreSQL and the harness with room to spare. */
    private static final long MEMORY_NEEDED_MIB = 2500;

    private static final long DISK_NEEDED_MIB = 1500;
    private static final int JAVA_NEEDED = 17;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "sinkproof-out",
            description = "Folder that evidence would be written to. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private record Finding(boolean good, String text) {}

    @Override
    public Integer call() {
        List<Finding> findings = List.of(java(), cores(), memory(), disk(), loopback(), signals());
        PrintWriter writer = spec.commandLine().getOut();
        findings.forEach(finding -> writer.println((finding.good() ? "ok    " : "PROBLEM  ") + finding.text()));
        boolean good = findings.stream().allMatch(Finding::good);
        writer.println(good ? "This machine can run Sinkproof." : "Mend the problems above first.");
        return good ? ExitCode.HELD.code() : ExitCode.USAGE.code();
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        return new Finding(
                feature >= JAVA_NEEDED,
                "Java " + Runtime.version() + " at " + System.getProperty("java.home")
                        + (feature >= JAVA_NEEDED ? "" : ": JDK 17 or newer is needed; set JAVA_HOME"));
    }

    private static Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Finding(true, cores + " cores" + (cores < 2 ? ": it will work, but slowly" : ""));
    }

    private static Finding memory() {
        long total = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize()
                / (1 << 20);
        OptionalLong free = FreeMemory.ofThisMachine().mebibytes();
        return new Finding(
                total >= MEMORY_NEEDED_MIB,
                total + " MiB of memory"
                        + (free.isPresent() ? ", " + free.getAsLong() + " free" : "")
                        + (total >= MEMORY_NEEDED_MIB ? "" : ": " + MEMORY_NEEDED_MIB + " are needed"));
    }

    private Finding disk() {
        try {
            Path existing = nearestExisting(out.toAbsolutePath());
            long free = Files.getFileStore(existing).getUsableSpace() / (1 << 20);
            boolean writable = Files.isWritable(existing);
            boolean good = free >= DISK_NEEDED_MIB && writable;
            return new Finding(
                    good,
                    free + " MiB free for " + out
                            + (writable ? "" : ": " + existing + " cannot be written; choose another with --out")
                            + (free >= DISK_NEEDED_MIB ? "" : ": " + DISK_NEEDED_MIB + " are needed"));
        } catch (IOException e) {
            return new Finding(false, "cannot look at the disk of " + out + ": " + e.getMessage());
        }
    }

    private static Path nearestExisting(Path path) {
        Path existing = path;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static Finding loopback() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new Finding(true, "loopback ports can be opened (tried " + socket.getLocalPort() + ")");
        } catch (IOException e) {
            return new Finding(false, "cannot open a port on 127.0.0.1: " + e.getMessage());
        }
    }

    private static Finding signals() {
        List<String> missing = new ArrayList<>();
        for (String tool : List.of("sh", "kill")) {
            if (onPath(tool) == null) {
                missing.add(tool);
            }
        }
        return new Finding(
                missing.isEmpty(),
                missing.isEmpty()
                        ? "processes can be killed, stopped and continued"
                        : "not on the PATH: " + missing + "; they are needed to stop and clean up processes");
    }

    private static Path onPath(String tool) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            Path candidate = Path.of(folder, tool);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
