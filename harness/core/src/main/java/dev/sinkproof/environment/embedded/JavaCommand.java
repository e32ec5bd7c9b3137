package dev.sinkproof.environment.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a child JVM: the harness's own Java, tuned to start fast. */
final class JavaCommand {
    private final List<Path> classPath;
    private final Path loggingConfig;
    private final List<String> options = new ArrayList<>();

    JavaCommand(List<Path> classPath, Path loggingConfig, String maxHeap) {
        this.classPath = classPath;
        this.loggingConfig = loggingConfig;
        options.add("-Xmx" + maxHeap);
        options.add("-XX:TieredStopAtLevel=1");
        options.add("-XX:+UseSerialGC");
        options.add("-XX:-UsePerfData");
        options.add("-Djava.awt.headless=true");
    }

    JavaCommand with(List<String> more) {
        options.addAll(more);
        return this;
    }

    List<String> run(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlog4j2.configurationFile=" + loggingConfig.toUri());
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }
}
