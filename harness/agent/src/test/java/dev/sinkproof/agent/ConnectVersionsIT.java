package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged agent in front of other versions of Connect's runtime: each method that is woven into is there, and the JVM verifies
 * the woven classes. The libraries around the runtime, and what the points report, are of the version that this build has.
 */
@Timeout(120)
@Tag("slow")
class ConnectVersionsIT {

    @ParameterizedTest
    @ValueSource(strings = {"3.7.2", "3.9.1", "4.0.0", "4.1.1"})
    void weavesIntoEachMethodOf(String version) throws Exception {
        try (FakeHarness harness = FakeHarness.reading();
                Fork fork = Fork.start(harness.agentArguments(), jars(version), VerifyingMain.class)) {
            List<Frame> frames = harness.until("report", frame -> frame.kind() == Wire.READY);
            Frame ready = frames.get(frames.size() - 1);

            assertThat(fork.await()).as(fork.output()).isZero();
            assertThat(frames).noneMatch(frame -> frame.kind() == Wire.PROBLEM);
            assertThat(ready.texts()).containsAll(expected());
        }
    }

    /** The build copies them beside the compiled tests. */
    private static List<Path> jars(String version) throws Exception {
        Path tests = Path.of(ConnectVersionsIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.list(tests.resolveSibling("connect").resolve(version))) {
            List<Path> jars = files.map(Path::toAbsolutePath).toList();
            assertThat(jars).as("connect-runtime").hasSize(1);
            return jars;
        }
    }

    /** All of Connect's runtime; of SinkTask what it implements itself depends on the version. */
    private static List<String> expected() {
        return Stream.of(Weave.runtime(), Weave.rebalance(), Weave.deadLetters())
                .flatMap(List::stream)
                .map(Weave::describe)
                .toList();
    }

    /** Initializing a class makes the JVM verify it. */
    static final class VerifyingMain {
        private VerifyingMain() {}

        public static void main(String[] arguments) throws Exception {
            for (String name : Arrays.asList(
                    Weave.SINK_TASK, Weave.WORKER_SINK_TASK, Weave.REBALANCE_LISTENER, Weave.DEAD_LETTERS)) {
                Class.forName(name.replace('/', '.'));
            }
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("sinkproof-agent-check")) {
                    thread.join();
                }
            }
        }
    }
}
