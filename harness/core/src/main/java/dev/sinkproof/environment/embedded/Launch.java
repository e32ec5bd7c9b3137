package dev.sinkproof.environment.embedded;

import dev.sinkproof.artifact.ArtifactResolver;
import dev.sinkproof.artifact.Digest;
import dev.sinkproof.process.Reaper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What all processes of an environment share: class paths, folders, the reaper. */
final class Launch {
    private final Path cache;
    private final Path temporary;
    private final Path logs;
    private final Reaper reaper;
    private final ArtifactResolver artifacts;
    private final Path loggingConfig;
    private final Templates templates;
    private final ClassArchives archives;
    /** Where JVMs write an archive at their exit; null when they use those that there are. */
    private final Path archivesToWrite;

    Launch(Path logs, Path temporary, Reaper reaper) throws IOException {
        this.cache = Files.createDirectories(CacheFolder.path());
        this.temporary = temporary;
        this.logs = Files.createDirectories(logs).toAbsolutePath();
        this.reaper = reaper;
        this.artifacts = new ArtifactResolver(cache);
        this.loggingConfig = temporary.resolve("log4j2.properties");
        try (InputStream in = Launch.class.getResourceAsStream("log4j2.properties")) {
            Files.copy(in, loggingConfig, StandardCopyOption.REPLACE_EXISTING);
        }
        this.templates = new Templates(cache);
        this.archives = new ClassArchives(cache);
        this.archivesToWrite = null;
    }

    private Launch(Launch other, Path archivesToWrite) {
        this.cache = other.cache;
        this.temporary = other.temporary;
        this.logs = other.logs;
        this.reaper = other.reaper;
        this.artifacts = other.artifacts;
        this.loggingConfig = other.loggingConfig;
        this.templates = other.templates;
        this.archives = other.archives;
        this.archivesToWrite = archivesToWrite;
    }

    /** The same for JVMs that write an archive of their classes when they end in order: {@link #archive}. */
    Launch writingArchives(Path folder) {
        return new Launch(this, folder);
    }

    /** What a JVM with this class path writes, when it has ended. */
    Path archive(List<Path> classPath) {
        return archivesToWrite.resolve(Digest.hex(classPath.toString()) + ".jsa");
    }

    Templates templates() {
        return templates;
    }

    ClassArchives archives() {
        return archives;
    }

    Path cache() {
        return cache;
    }

    Path temporary() {
        return temporary;
    }

    Reaper reaper() {
        return reaper;
    }

    ArtifactResolver artifacts() {
        return artifacts;
    }

    Path log(String process) {
        return logs.resolve(process + ".log");
    }

    /** Folder of every process's log. */
    Path logs() {
        return logs;
    }

    List<Path> brokerJars() {
        return jars("kafka_2.13");
    }

    List<Path> workerJars() {
        return jars("connect-runtime");
    }

    List<Path> s3ServerJars() {
        return artifacts.resolve(List.of(
                "org.gaul:s3proxy:" + Versions.s3proxy(),
                // What it asks for itself is older than what its own Jackson needs.
                "com.fasterxml.jackson.core:jackson-annotations:" + Versions.jacksonAnnotations()));
    }

    private List<Path> jars(String kafkaArtifact) {
        return artifacts.resolve(List.of(
                "org.apache.kafka:" + kafkaArtifact + ":" + Versions.kafka(),
                "org.apache.logging.log4j:log4j-slf4j-impl:" + Versions.log4j()));
    }

    JavaCommand java(List<Path> classPath, String maxHeap) {
        return new JavaCommand(classPath, loggingConfig, maxHeap)
                .with(
                        archivesToWrite == null
                                ? archives.options(classPath)
                                : List.of("-XX:ArchiveClassesAtExit=" + archive(classPath)));
    }
}
