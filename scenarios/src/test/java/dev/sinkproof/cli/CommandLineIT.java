package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a user has it: a process of its own, its exit code, its last words, and what it leaves behind. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CommandLineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SUBJECT = """
            connector.class=dev.sinkproof.sinks.jdbc.JdbcSinkConnector
            connection.url=${target.jdbc.url}
            connection.user=${target.jdbc.user}
            connection.password=${target.jdbc.password}
            topics=${source.topics}
            delivery.mode=at-least-once
            write.mode=append
            auto.create=true
            sinkproof.plugin=bundled:jdbc
            sinkproof.target=postgresql
            """;

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void nothingIsLeftBehind() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
        String mark = folder.toString();
        waitFor(
                "all processes that name " + mark + " to end",
                () -> processesNaming(mark).isEmpty());
    }

    @Test
    void runsTheBaselineAndWritesTheReport() throws Exception {
        assertThat(run("run", "--sink", "jdbc", "--scenario", "baseline", "-X", "records=2000", "--seed", "7"))
                .as(output())
                .isZero();

        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**report.html");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**results.json");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**junit.xml");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**summary.md");
        assertThat(output()).contains("PASS").contains("report").contains("--seed 7");
        judgesAndRendersAgain();
    }

    private void judgesAndRendersAgain() throws Exception {
        Path runDirectory;
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            runDirectory = files.filter(file -> file.endsWith("plan.json"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
        assertThat(start(List.of("check", runDirectory.toString())).waitFor())
                .as(output())
                .isZero();
        Files.delete(folder.resolve("out/report.html"));
        assertThat(start(List.of("report", folder.resolve("out").toString())).waitFor())
                .as(output())
                .isZero();
        assertThat(folder.resolve("out/report.html")).exists();
    }

    @Test
    void saysThatThePluginHasNoSuchConnector() throws Exception {
        assertThat(runSubject(SUBJECT.replace("JdbcSinkConnector", "NoSuchConnector")))
                .isEqualTo(2);
        assertThat(output()).contains("NoSuchConnector").contains("dev.sinkproof.sinks.jdbc.JdbcSinkConnector");
    }

    @Test
    void saysThatAPluginCoordinateDoesNotExist() throws Exception {
        assertThat(runSubject(SUBJECT.replace("bundled:jdbc", "dev.sinkproof:no-such-plugin:1.0")))
                .isEqualTo(2);
        assertThat(output()).contains("dev.sinkproof:no-such-plugin:1.0");
    }

    @Test
    void saysWhatConnectSaysOfAConfigurationThatCannotWork() throws Exception {
        assertThat(runSubject(SUBJECT.replace("delivery.mode=at-least-once", "delivery.mode=sometimes")))
                .isEqualTo(2);
        assertThat(output()).contains("delivery.mode").contains("sometimes");
    }

    @Test
    void theBaselineFailsWhenTheTargetCannotBeReached() throws Exception {
        int exit = runSubject(SUBJECT.replace("${target.jdbc.url}", "jdbc:postgresql://127.0.0.1:1/nowhere")
                + "max.retries=0\nsinkproof.contract.recovery-objective.ms=5000\n");

        assertThat(exit).as(output()).isEqualTo(4);
        assertThat(output()).contains("FAIL").contains("127.0.0.1:1");
    }

    @Test
    void anInterruptedRunKeepsItsEvidenceAndLeavesNoProcess() throws Exception {
        process = start(List.of(
                "run",
                "--sink",
                "jdbc",
                "--scenario",
                "crash-*",
                "--out",
                folder.resolve("out").toString()));
        waitFor("the first crash scenario to begin", () -> output().contains("[2/"));

        signal("INT");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("out/results.json"))).contains("\"complete\" : false");
        assertThat(Files.readString(folder.resolve("out/report.html"))).containsIgnoringCase("incomplete");
    }

    /** A JVM that ends by a signal has 128 and the signal's number as its exit code. {@code @AfterEach} looks for processes. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void exploringEndsAtASignalWithWhatItHasSeen(String name, int exitCode) throws Exception {
        process = start(List.of(
                "explore",
                "--sink",
                "jdbc",
                "--budget",
                "10m",
                "--jobs",
                "1",
                "--out",
                folder.resolve("out").toString()));
        waitFor("the first account of progress", () -> output().contains(" single faults"));

        signal(name);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(output().lines().toList()).last().asString().matches("[\\d,]+ runs: .*; in \\d+ s");
    }

    @Test
    void aKilledHarnessLeavesNoProcess() throws Exception {
        process = start(
                List.of("run", "--sink", "jdbc", "--out", folder.resolve("out").toString()));
        waitFor("the baseline to begin", () -> output().contains("[1/"));

        signal("KILL");

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        rendersWhatTheKilledRunLeftAsIncomplete();
    }

    private void rendersWhatTheKilledRunLeftAsIncomplete() throws Exception {
        Path out = folder.resolve("out");
        assertThat(start(List.of("report", out.toString())).waitFor())
                .as(output())
                .isZero();
        assertThat(out.resolve("report.html")).content().contains("INCOMPLETE", "interrupted or killed");
        assertThat(out.resolve("junit.xml")).content().contains("<error");
        assertThat(out.resolve("badge.json")).content().contains("\"message\":\"incomplete\"");
    }

    private int runSubject(String text) throws Exception {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, text);
        return run("run", "--subject", file.toString(), "--scenario", "baseline", "-X", "records=400");
    }

    private int run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", folder.resolve("out").toString()));
        process = start(all);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    private Process start(List<String> arguments) throws IOException {
        String home = System.getProperty("sinkproof.home");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsinkproof.home=" + home,
                "-cp",
                home + "/lib/*",
                "dev.sinkproof.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()));
        builder.environment()
                .keySet()
                .removeAll(Map.of("GITHUB_STEP_SUMMARY", "").keySet());
        return builder.start();
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private String output() {
        try {
            Path file = folder.resolve("output.txt");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> processesNaming(String text) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(text))
                .toList();
    }

    private interface Condition {
        boolean holds();
    }

    private void waitFor(String what, Condition condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as("waited for " + what + "; output so far: " + output())
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
