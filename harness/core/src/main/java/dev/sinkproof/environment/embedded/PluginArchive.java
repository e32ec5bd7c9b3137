package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip archive of a plugin, as connectors are handed out for download: its jars lie anywhere in it. */
final class PluginArchive {
    private PluginArchive() {}

    /**
     * Unpacks the archive's jars.
     *
     * @throws EnvironmentException when it is no zip archive, holds no jar, or has an entry that leads out of it
     */
    static Path unpack(Path archive, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> jars = zip.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().endsWith(".jar"))
                    .toList();
            if (jars.isEmpty()) {
                throw new EnvironmentException("plugin archive " + archive + " holds no jar");
            }
            for (ZipEntry jar : jars) {
                Path file = inside(folder, jar.getName(), archive);
                Files.createDirectories(file.getParent());
                Files.copy(zip.getInputStream(jar), file);
            }
            return folder;
        } catch (ZipException e) {
            throw new EnvironmentException("plugin archive " + archive + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path inside(Path folder, String entry, Path archive) {
        try {
            Path file = folder.resolve(entry).normalize();
            if (file.startsWith(folder.normalize())) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new EnvironmentException("plugin archive " + archive + " has an entry with no valid name", e);
        }
        throw new EnvironmentException(
                "plugin archive " + archive + " has an entry that leads out of it, and is not used: " + entry);
    }
}
