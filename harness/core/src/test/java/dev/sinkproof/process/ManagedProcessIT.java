package dev.sinkproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManagedProcessIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path workspace;

    private Reaper reaper;

    @BeforeEach
    void start_reaper() throws IOException {
        reaper = Reaper.start();
    }

    @AfterEach
    void close_reaper() throws IOException {
        reaper.close();
    }

    @Test
    void a_killed_process_is_gone_when_kill_returns() throws Exception {
        ManagedProcess process = shell("exec sleep 300");

        process.kill();

        assertThat(process.alive()).isFalse();
        assertThat(ProcessStates.gone(process.pid())).isTrue();
        assertThat(process.obituary()).contains("exit code 137");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_paused_process_stands_still_until_it_is_resumed() throws Exception {
        ManagedProcess process = shell("exec sleep 300");

        process.pause();
        Eventually.holds("it is stopped", () -> stateOf(process) == 'T');
        assertThat(process.alive()).isTrue();

        process.resume();
        Eventually.holds("it goes on", () -> stateOf(process) == 'S');
    }

    @Test
    void a_paused_process_can_be_killed() throws Exception {
        ManagedProcess process = shell("exec sleep 300");
        process.pause();

        process.kill();

        assertThat(process.alive()).isFalse();
    }

    @Test
    void a_process_that_has_ended_cannot_be_paused() throws Exception {
        ManagedProcess process = shell("exit 0");
        process.awaitExit(LONG);

        assertThatThrownBy(process::pause)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SIGSTOP")
                .hasMessageContaining("pid " + process.pid())
                .hasMessageContaining("has ended");
    }

    @Test
    void a_process_that_obeys_ends_with_its_own_exit_code() throws Exception {
        ManagedProcess process = shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        awaitOutput("ready");

        process.terminate(LONG);

        assertThat(process.awaitExit(LONG)).isEqualTo(7);
    }

    @Test
    void a_process_that_does_not_obey_is_killed() throws Exception {
        ManagedProcess process = shell("trap '' TERM; echo ready; exec sleep 300");
        awaitOutput("ready");

        process.terminate(Duration.ofMillis(200));

        assertThat(process.awaitExit(LONG)).isEqualTo(137);
    }

    @Test
    void waiting_for_one_that_does_not_end_says_so() throws Exception {
        ManagedProcess process = shell("exec sleep 300");

        assertThatThrownBy(() -> process.awaitExit(Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("test process (pid " + process.pid() + ")")
                .hasMessageContaining("still runs");
    }

    @Test
    void an_obituary_gives_exit_code_and_last_errors() throws Exception {
        ManagedProcess process =
                shell("echo 'ERROR the disk is full'; for i in 1 2 3 4 5 6; do echo INFO $i; done; exit 3");
        process.awaitExit(LONG);

        assertThat(process.obituary())
                .contains("test process ended with exit code 3")
                .contains(log().toString())
                .endsWith("ERROR the disk is full");
    }

    @Test
    void an_obituary_without_errors_shows_the_last_lines() throws Exception {
        ManagedProcess process = shell("for i in 1 2 3 4 5 6 7 8; do echo line $i; done; exit 1");
        process.awaitExit(LONG);

        assertThat(process.obituary())
                .contains("line 3\nline 4")
                .endsWith("line 8")
                .doesNotContain("line 2\n");
    }

    @Test
    void an_obituary_does_not_show_the_errors_of_a_predecessor() throws Exception {
        shell("echo ERROR of the first").awaitExit(LONG);
        ManagedProcess second = shell("echo of the second; exit 1");
        second.awaitExit(LONG);

        assertThat(second.obituary()).endsWith("of the second").doesNotContain("of the first");
        assertThat(log()).content().contains("of the first");
    }

    @Test
    void a_lost_log_does_not_hide_the_exit_code() throws Exception {
        ManagedProcess process = shell("exit 4");
        process.awaitExit(LONG);
        Files.delete(log());

        assertThat(process.obituary()).contains("exit code 4").contains("cannot be read");
    }

    @Test
    void its_variables_are_added_to_those_of_the_harness() throws Exception {
        ManagedProcess process = ManagedProcess.start(
                "test process",
                List.of("/bin/sh", "-c", "echo $MINE; test -n \"$PATH\""),
                Map.of("MINE", "is mine"),
                log(),
                reaper);

        assertThat(process.awaitExit(LONG)).isZero();
        assertThat(log()).hasContent("is mine");
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> ManagedProcess.start(
                        "test process", List.of("sinkproof-no-such-program"), Map.of(), log(), reaper))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot start test process: there is no program sinkproof-no-such-program");
        assertThatThrownBy(() ->
                        ManagedProcess.start("test process", List.of(workspace.toString()), Map.of(), log(), reaper))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(workspace.toString());
    }

    private ManagedProcess shell(String script) throws IOException {
        return ManagedProcess.start("test process", List.of("/bin/sh", "-c", script), Map.of(), log(), reaper);
    }

    private Path log() {
        return workspace.resolve("log");
    }

    private void awaitOutput(String text) {
        Eventually.holds("the log says " + text, () -> Files.readString(log()).contains(text));
    }

    private static char stateOf(ManagedProcess process) throws IOException {
        return ProcessStates.state(process.pid()).orElse('?');
    }
}
