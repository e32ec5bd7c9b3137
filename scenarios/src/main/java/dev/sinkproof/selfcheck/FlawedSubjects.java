package dev.sinkproof.selfcheck;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Subject files of flawed sinks and of the reference sinks that they were made from. */
final class FlawedSubjects {
    /** A flawed sink that is stuck need not be waited for as long as somebody's own, and nobody is to help it. */
    private static final String PATIENCE =
            "sinkproof.contract.recovery-objective.ms=8000\nsinkproof.contract.operator=never\n";

    private FlawedSubjects() {}

    /** The reference sink's own file, with another connector class and what the defect needs. */
    static SubjectSpec of(FlawedSink sink) {
        StringBuilder text =
                new StringBuilder(text(sink.reference())).append('\n').append(PATIENCE);
        text.append("connector.class=").append(sink.connector().getName()).append('\n');
        text.append("sinkproof.plugin=bundled:").append(sink.plugin()).append('\n');
        sink.settings()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        return SubjectFile.parse("flawed sink " + sink.name(), sink.name(), text.toString(), false, null);
    }

    /** The reference sink in a delivery mode. */
    static SubjectSpec reference(FlawedSink sink) {
        return bundled(sink.reference());
    }

    /** A sink without a defect, by its subject's name. */
    static SubjectSpec bundled(String name) {
        return bundled(name, List.of());
    }

    /** The same with further settings, each {@code name=value}. */
    static SubjectSpec bundled(String name, List<String> settings) {
        return SubjectFile.parse("sink " + name, name, text(name) + "\n" + String.join("\n", settings), false, null);
    }

    private static String text(String subject) {
        String file = "/dev/sinkproof/subjects/" + subject + ".properties";
        try (InputStream in = FlawedSubjects.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
