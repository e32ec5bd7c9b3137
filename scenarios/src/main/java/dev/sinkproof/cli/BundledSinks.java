package dev.sinkproof.cli;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The subjects that come with the house, by name. */
final class BundledSinks {
    /** What {@code sinkproof run} runs when nothing else is asked for. */
    static final String DEFAULT = "jdbc";

    private static final List<Sink> ALL = List.of(
            new Sink("jdbc-at-least-once", "reference JDBC sink, append: at-least-once"),
            new Sink("jdbc-idempotent", "reference JDBC sink, upserts guarded by the source offset: effectively-once"),
            new Sink(
                    "jdbc-exactly-once",
                    "reference JDBC sink, offsets in the rows' transaction: effectively-once (also: jdbc)"),
            new Sink("s3-at-least-once", "reference S3 sink, Avro, a name for each object: at-least-once"),
            new Sink("s3-exactly-once", "reference S3 sink, JSON, conditional writes: effectively-once (also: s3)"),
            new Sink("s3-parquet", "reference S3 sink, Parquet, conditional writes: effectively-once"));

    private static final Map<String, String> SHORT_NAMES =
            Map.of(DEFAULT, "jdbc-exactly-once", "s3", "s3-exactly-once");

    private BundledSinks() {}

    record Sink(String name, String meaning) {}

    static List<Sink> all() {
        return ALL;
    }

    /**
     * A bundled subject.
     *
     * @throws SubjectException when there is none of that name
     */
    static SubjectSpec byName(String name) {
        String full = SHORT_NAMES.getOrDefault(name, name);
        List<String> names = ALL.stream().map(Sink::name).toList();
        if (!names.contains(full)) {
            throw new SubjectException("unknown sink '" + name + "'" + NearestName.hint(name, names) + " Known: "
                    + String.join(", ", names) + ". For your own connector use --subject FILE.");
        }
        return SubjectFile.parse("sink " + full, full, text(full), false, null);
    }

    private static String text(String name) {
        try (InputStream in =
                BundledSinks.class.getResourceAsStream("/dev/sinkproof/subjects/" + name + ".properties")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled subject " + name, e);
        }
    }
}
