package dev.sinkproof.environment.embedded;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Plugin jars made at test time. */
final class TestPlugin {
    static final String CONNECTOR = TinySinkConnector.class.getName();

    static final String CONVERTER = TinyConverter.class.getName();

    private static final String SERVICE = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";

    private TestPlugin() {}

    /** A jar of {@link TinySinkConnector} whose service file says this. */
    static Path jarDeclaring(Path jar, String services) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(classes());
        entries.put(SERVICE, services.getBytes(StandardCharsets.UTF_8));
        return zip(jar, entries);
    }

    /** A jar of {@link TinySinkConnector}. */
    static Path jar(Path jar) throws IOException {
        return jarDeclaring(jar, CONNECTOR + "\n");
    }

    static Path jarWithoutService(Path jar) throws IOException {
        return zip(jar, classes());
    }

    /** A jar of {@link TinyConverter} without a service file. */
    static Path converterJar(Path jar) throws IOException {
        return zip(jar, classes(List.of(TinyConverter.class)));
    }

    /** The subject, with values that {@link TinyConverter} reads. */
    static SubjectSpec withConverter(SubjectSpec subject, List<String> converters) {
        return new SubjectSpec(
                subject.name(),
                subject.connectorClass(),
                Map.of("value.converter", CONVERTER),
                subject.plugins(),
                subject.target(),
                subject.targetSettings(),
                subject.contract(),
                converters);
    }

    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    static byte[] emptyJar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("empty"));
        }
        return bytes.toByteArray();
    }

    static SubjectSpec subject(String name, String connectorClass, Path... plugins) {
        return new SubjectSpec(
                name,
                connectorClass,
                Map.of(),
                List.of(plugins).stream().map(Path::toString).toList(),
                "postgresql",
                Map.of(),
                Contract.inferred(WriteModel.UPSERT));
    }

    private static Map<String, byte[]> classes() throws IOException {
        return classes(List.of(TinySinkConnector.class, TinySinkConnector.TinyTask.class));
    }

    private static Map<String, byte[]> classes(List<Class<?>> types) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (Class<?> type : types) {
            String file = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
                classes.put(file, in.readAllBytes());
            }
        }
        return classes;
    }
}
