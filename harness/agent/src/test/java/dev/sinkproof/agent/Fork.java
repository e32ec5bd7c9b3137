package dev.sinkproof.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the packaged agent, on this JVM's class path without the agent's own classes. */
final class Fork implements Closeable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private Fork(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Fork start(String agentArguments, Class<?> main, String... arguments) throws IOException {
        return start(agentArguments, List.of(), main, arguments);
    }

    /** @param ahead jars that come before this JVM's class path */
    static Fork start(String agentArguments, List<Path> ahead, Class<?> main, String... arguments) throws IOException {
        Path output = Files.createTempFile("sinkproof-agent", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-javaagent:" + agentJar() + "=" + agentArguments,
                "-cp",
                classPath(ahead),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Fork(process, output);
    }

    private static String agentJar() {
        String jar = System.getProperty("sinkproof.agent.jar");
        if (jar == null || !Files.exists(Path.of(jar))) {
            throw new IllegalStateException("sinkproof.agent.jar is " + jar + "; run the build up to 'verify'");
        }
        return jar;
    }

    /** The jar brings the agent; its unpackaged classes would hide what packaging did to them. */
    private static String classPath(List<Path> ahead) {
        List<String> entries = new ArrayList<>();
        ahead.forEach(jar -> entries.add(jar.toString()));
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (!name.equals("classes") && !name.startsWith("byte-buddy") && !name.startsWith("sinkproof-agent")) {
                entries.add(entry);
            }
        }
        return String.join(java.io.File.pathSeparator, entries);
    }

    /** @return exit code */
    int await() throws InterruptedException {
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(
                    "waited " + DEADLINE + " for the forked JVM " + process.pid() + " to end: " + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(output);
    }
}
