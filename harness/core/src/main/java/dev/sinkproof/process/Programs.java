package dev.sinkproof.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs as the system finds them: by path, or by name in the folders of {@code PATH}. */
final class Programs {
    private Programs() {}

    static Optional<Path> find(String program) {
        Stream<Path> candidates = program.contains(File.separator)
                ? Stream.of(Path.of(program))
                : Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program));
        return candidates
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
