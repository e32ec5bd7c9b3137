package dev.sinkproof.exploration;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Subjects that come with the house. */
final class BundledSubject {
    private BundledSubject() {}

    static SubjectSpec named(String name) throws IOException {
        return SubjectFile.parse(name, name, text(name), false, null);
    }

    /** The reference sink in a mode, with another connector class that carries one defect. */
    static SubjectSpec flawed(String mode, String connectorClass) throws IOException {
        String text = text(mode)
                .replace("dev.sinkproof.sinks.jdbc.JdbcSinkConnector", "dev.sinkproof.sinks.flawed." + connectorClass)
                .replace("bundled:jdbc", "bundled:flawed");
        return SubjectFile.parse(connectorClass, connectorClass, text, false, null);
    }

    /** The reference sink in a mode, with a dead letter queue. */
    static SubjectSpec parking(String name) throws IOException {
        String text = text(name)
                + "\nerrors.tolerance=all\nerrors.deadletterqueue.topic.name=dead-letters"
                + "\nerrors.deadletterqueue.context.headers.enable=true"
                + "\nsinkproof.contract.poison-policy=dead-letter-queue\n";
        return SubjectFile.parse(name, name, text, false, null);
    }

    private static String text(String name) throws IOException {
        try (InputStream in =
                BundledSubject.class.getResourceAsStream("/dev/sinkproof/subjects/" + name + ".properties")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
