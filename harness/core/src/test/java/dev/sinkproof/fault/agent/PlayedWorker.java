package dev.sinkproof.fault.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the agent that plays a worker with one task. */
final class PlayedWorker implements Closeable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private PlayedWorker(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static PlayedWorker start(AgentGateway gateway, String worker, Class<?> task, int puts) throws IOException {
        return start(gateway.jvmOption(AgentJar.locate(), worker), task, puts);
    }

    static PlayedWorker start(String agentOption, Class<?> task, int puts) throws IOException {
        Path output = Files.createTempFile("sinkproof-worker", ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                agentOption,
                "-cp",
                System.getProperty("java.class.path"),
                TaskPlayer.class.getName(),
                task.getName(),
                Integer.toString(puts));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new PlayedWorker(process, output);
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** @return exit code */
    int await() throws InterruptedException {
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("waited " + DEADLINE + " for process " + process.pid() + " to end: " + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.delete(output);
    }
}
