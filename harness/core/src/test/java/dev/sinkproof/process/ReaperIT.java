package dev.sinkproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class ReaperIT {
    private static final int SIGINT_BIT = 1 << 1;

    @TempDir
    private Path workspace;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end_what_a_failed_test_left() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_killed_harness_takes_its_children_and_folders_along() throws Exception {
        Process harness = harness();
        List<Long> children = children();

        signal("KILL", harness.pid());

        requireAllGone(children);
    }

    @Tag("slow")
    @Test
    void an_interrupted_harness_takes_its_children_and_folders_along() throws Exception {
        assumeFalse(interruptsAreIgnored(), "this JVM was started with SIGINT ignored, and its children inherit that");
        Process harness = harness();
        List<Long> children = children();

        signal("INT", harness.pid());

        requireAllGone(children);
    }

    @Tag("slow")
    @Test
    void a_harness_that_ends_takes_its_children_and_folders_along() throws Exception {
        Process harness = harness();
        List<Long> children = children();

        harness.getOutputStream().close();

        assertThat(harness.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(harness.exitValue()).isZero();
        requireAllGone(children);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "dash", "bash --posix"})
    void works_in_every_shell_with_odd_names(String shell) throws Exception {
        List<String> command = List.of(shell.split(" "));
        assumeTrue(Programs.find(command.get(0)).isPresent(), "there is no " + shell);
        List<Path> folders = new ArrayList<>();
        for (String name :
                List.of("a b", " lead", "trail ", "quo'te", "quo\"te", "$(id)", "-rf", "back\\slash", "*", "ü")) {
            folders.add(Files.createDirectory(workspace.resolve(name)));
            Files.writeString(workspace.resolve(name).resolve("file"), "x");
        }
        Path bystander = Files.createDirectory(workspace.resolve("bystander"));
        Process child = start("sleep", "300");

        try (Reaper reaper = Reaper.start(command)) {
            reaper.watch(child.pid());
            for (Path folder : folders) {
                reaper.remove(folder);
            }
            reaper.remove(workspace.resolve("never made"));
        }

        assertThat(ProcessStates.gone(child.pid())).isTrue();
        assertThat(folders).noneMatch(Files::exists);
        assertThat(bystander).exists();
    }

    @Tag("slow")
    @Test
    void ends_a_postgresql_that_was_started_and_never_registered() throws Exception {
        Path data = Files.createDirectory(workspace.resolve("data of its own"));
        Path other = Files.createDirectory(workspace.resolve("data of its own too"));
        Path program = Files.createSymbolicLink(
                workspace.resolve("postgres"), Programs.find("tail").orElseThrow());
        Process bystander = start(program.toString(), "-f", "/dev/null", other.toString());
        Process namesake = start("tail", "-f", "/dev/null", data.toString());

        Process unregistered;
        try (Reaper reaper = Reaper.start()) {
            reaper.watchPostgres(data);
            unregistered = start(program.toString(), "-f", "/dev/null", data.toString());
        }

        Eventually.holds("the PostgreSQL is gone", () -> ProcessStates.gone(unregistered.pid()));
        assertThat(bystander.isAlive()).isTrue();
        assertThat(namesake.isAlive()).isTrue();
    }

    @Test
    void refuses_a_line_break_in_a_name_and_goes_on() throws Exception {
        Path good = Files.createDirectory(workspace.resolve("good"));
        Path bad = Files.createDirectory(workspace.resolve("one\ntwo"));

        try (Reaper reaper = Reaper.start()) {
            assertThatThrownBy(() -> reaper.remove(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("line break")
                    .hasMessageContaining("one\\ntwo");
            reaper.remove(good);
        }

        assertThat(good).doesNotExist();
        assertThat(bad).exists();
    }

    @Test
    void one_that_had_ended_or_ends_meanwhile_is_not_killed_again() throws Exception {
        Process bystander = start("sleep", "300");
        Process before = start("true");
        before.waitFor();
        Process meanwhile = start("sleep", "300");

        try (Reaper reaper = Reaper.start()) {
            reaper.watch(before.pid());
            reaper.watch(meanwhile.pid());
            meanwhile.destroyForcibly().waitFor();
        }

        assertThat(bystander.isAlive()).isTrue();
    }

    @Test
    void after_its_own_death_says_so() throws Exception {
        Reaper reaper = Reaper.start();
        signal("KILL", reaper.pid());
        Eventually.holds("the reaper is dead", () -> ProcessStates.gone(reaper.pid()));

        assertThatThrownBy(() -> reaper.watch(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the reaper process " + reaper.pid() + " has died")
                .hasMessageContaining("kill 1");
    }

    @Test
    void what_it_cannot_watch_does_not_stay() throws Exception {
        Reaper reaper = Reaper.start();
        reaper.close();
        Set<ProcessHandle> before = children(ProcessHandle.current());

        assertThatThrownBy(() -> ManagedProcess.start(
                        "sleeper", List.of("sleep", "300"), Map.of(), workspace.resolve("log"), reaper))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");

        Eventually.holds("there is no new child", () -> before.containsAll(children(ProcessHandle.current())));
    }

    private static Set<ProcessHandle> children(ProcessHandle parent) {
        return parent.children().filter(ProcessHandle::isAlive).collect(Collectors.toSet());
    }

    private void requireAllGone(List<Long> children) throws IOException {
        for (long child : children) {
            Eventually.holds("process " + child + " is gone", () -> ProcessStates.gone(child));
        }
        Path folder = workspace.resolve("folder with a space");
        Eventually.holds(folder + " is gone", () -> Files.notExists(folder));
        assertThat(workspace.resolve("told")).as("SIGQUIT came before SIGKILL").exists();
    }

    private Process harness() throws IOException {
        return start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReaperHost.class.getName(),
                workspace.toString());
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(workspace.resolve("output").toFile())
                .start();
        started.add(process);
        return process;
    }

    private List<Long> children() throws IOException {
        Path pids = workspace.resolve("pids");
        Eventually.holds("the harness has started its children", () -> Files.exists(pids));
        List<Long> children =
                Files.readAllLines(pids).stream().map(Long::valueOf).toList();
        assertThat(children).hasSize(4);
        for (long child : children) {
            assertThat(ProcessStates.gone(child)).isFalse();
        }
        return children;
    }

    private static void signal(String signal, long pid) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start();
        assertThat(kill.waitFor(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & SIGINT_BIT) != 0);
    }
}
