package dev.sinkproof.scenarios;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Subjects for tests: the bundled ones, and the flawed ones. */
final class Subjects {
    private Subjects() {}

    static SubjectSpec bundled(String name) throws IOException {
        return SubjectFile.parse(name, name, text("/dev/sinkproof/subjects/" + name + ".properties"), false, null);
    }

    /** A bundled subject with one more line of configuration. */
    static SubjectSpec with(String name, String line) throws IOException {
        String text = text("/dev/sinkproof/subjects/" + name + ".properties") + "\n" + line + "\n";
        return SubjectFile.parse(name, name, text, false, null);
    }

    /** The same with more lines in its file, under a name of its own. */
    static SubjectSpec bundledWith(String bundled, String name, String lines) throws IOException {
        String text = text("/dev/sinkproof/subjects/" + bundled + ".properties");
        return SubjectFile.parse(name, name, text + "\n" + lines, false, null);
    }

    /** The reference sink in a mode, with another connector class that carries one defect. */
    static SubjectSpec flawed(String name, String connectorClass, String mode) throws IOException {
        String text = text("/dev/sinkproof/subjects/" + mode + ".properties")
                .replace("dev.sinkproof.sinks.jdbc.JdbcSinkConnector", "dev.sinkproof.sinks.flawed." + connectorClass)
                .replace("bundled:jdbc", "bundled:flawed");
        return SubjectFile.parse(name, name, text, false, null);
    }

    /** The reference S3 sink in a mode, with another connector class that carries one defect. */
    static SubjectSpec flawedS3(String name, String connectorClass, String mode) throws IOException {
        String text = text("/dev/sinkproof/subjects/" + mode + ".properties")
                .replace("dev.sinkproof.sinks.s3.S3SinkConnector", "dev.sinkproof.sinks.flawed.s3." + connectorClass)
                .replace("bundled:s3", "bundled:flawed-s3")
                // Many objects, so that two of them begin with the same key.
                .replaceFirst("rotate\\.records=\\d+", "rotate.records=50");
        return SubjectFile.parse(name, name, text, false, null);
    }

    /** The same with more lines in its file. */
    static SubjectSpec flawedS3With(String name, String connectorClass, String mode, String lines) throws IOException {
        SubjectSpec flawed = flawedS3(name, connectorClass, mode);
        SubjectSpec more = bundledWith(mode, name, lines);
        java.util.Map<String, String> config = new java.util.TreeMap<>(more.config());
        config.put("connector.class", flawed.connectorClass());
        return new SubjectSpec(
                name,
                flawed.connectorClass(),
                config,
                flawed.plugins(),
                flawed.target(),
                flawed.targetSettings(),
                more.contract());
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Subjects.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
