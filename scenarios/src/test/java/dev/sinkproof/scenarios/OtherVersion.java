package dev.sinkproof.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A copy of a plugin that differs from it in nothing but the version in its jars' manifests. */
final class OtherVersion {
    private OtherVersion() {}

    static Path of(Path plugin, String version, Path copy) throws IOException {
        Files.createDirectories(copy);
        for (Path jar : jars(plugin)) {
            rewrite(jar, version, copy.resolve(jar.getFileName()));
        }
        return copy;
    }

    private static List<Path> jars(Path plugin) throws IOException {
        try (Stream<Path> files = Files.list(plugin)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void rewrite(Path from, String version, Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            Manifest manifest = jar.getManifest() == null ? new Manifest() : new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                for (var entries = jar.entries(); entries.hasMoreElements(); ) {
                    ZipEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy(jar, entry, out);
                    }
                }
            }
        }
    }

    private static void copy(JarFile jar, ZipEntry entry, JarOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
        }
    }
}
