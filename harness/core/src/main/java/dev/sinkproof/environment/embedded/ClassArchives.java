package dev.sinkproof.environment.embedded;

import dev.sinkproof.artifact.Digest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class-data archives (<a href="https://openjdk.org/jeps/350">JEP 350</a>) of the child JVMs: with one, a broker or a worker
 * starts in about half the time. One file for each class path and Java, kept in the cache; those that nothing has used for a month go.
 * Thread-safe, and several harnesses may use one folder.
 */
final class ClassArchives {
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final String ARCHIVE = ".jsa";
    /** In an archive's place: why this Java makes none. */
    private static final String NONE = ".none";

    private final Path folder;

    ClassArchives(Path cache) throws IOException {
        this.folder = Files.createDirectories(cache.resolve("class-archives"));
    }

    /** What the command line of a JVM with this class path needs to use its archive; empty without one. */
    List<String> options(List<Path> classPath) {
        return of(classPath).map(ClassArchives::use).orElse(List.of());
    }

    private static List<String> use(Path archive) {
        // An archive that does not fit is passed over by itself: it must never be the reason that nothing starts.
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    }

    private Optional<Path> of(List<Path> classPath) {
        return Optional.of(file(classPath, ARCHIVE)).filter(Files::isRegularFile);
    }

    /** Whether making one is worth trying. */
    boolean lacks(List<Path> classPath) {
        return of(classPath).isEmpty() && !Files.exists(file(classPath, NONE));
    }

    /** Keeps what a JVM has written at its exit. */
    void keep(List<Path> classPath, Path written) throws IOException {
        putInPlace(written, file(classPath, ARCHIVE));
        removeUnused();
    }

    /** Remembers that this Java makes none for this class path. */
    void keepNone(List<Path> classPath, String reason) throws IOException {
        Files.writeString(file(classPath, NONE), reason);
    }

    /** Tells that it is used, for {@link #removeUnused}. */
    void touch(List<Path> classPath) throws IOException {
        Optional<Path> archive = of(classPath);
        if (archive.isPresent()) {
            Files.setLastModifiedTime(archive.get(), FileTime.from(Instant.now()));
        }
    }

    private void putInPlace(Path written, Path kept) throws IOException {
        Path half = Files.createTempFile(folder, "half", "");
        try {
            Files.copy(written, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private void removeUnused() throws IOException {
        Instant oldest = Instant.now().minus(UNUSED);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path file(List<Path> classPath, String kind) {
        return folder.resolve(
                Digest.hex(java() + classPath.stream().map(ClassArchives::state).collect(Collectors.joining("\n")))
                        + kind);
    }

    private static String java() {
        return System.getProperty("java.home") + "\n" + System.getProperty("java.vm.version") + "\n";
    }

    /** A jar that has been written again fits no archive, even when its name stays. */
    private static String state(Path jar) {
        File file = jar.toFile();
        return file + " " + file.length() + " " + file.lastModified();
    }
}
