package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.SchemaVersion;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in Avro, and in JSON whose schemas lie elsewhere, with a real registry: what a sink is given, and what stands in the evidence. */
@Tag("slow")
class SchemaRegistryIT {
    private static final SubjectSpec AVRO = subject("jdbc-idempotent", "jdbc-avro", "AvroConverter");
    /** Without deletes: this converter fails at a tombstone ('argument "content" is null'). */
    private static final SubjectSpec JSON = subject("jdbc-exactly-once", "jdbc-registry-json", "ExtJsonConverter");

    @TempDir
    private static Path out;

    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        suite = new EmbeddedSuite(out, List.of(AVRO, JSON), EmbeddedSuite.SIZES);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    private static SubjectSpec subject(String mode, String name, String converter) {
        StringBuilder lines =
                new StringBuilder("sinkproof.converters=io.apicurio:apicurio-registry-utils-converter:2.6.13.Final\n");
        for (String of : List.of("key.converter", "value.converter")) {
            lines.append(of + "=io.apicurio.registry.utils.converter." + converter + "\n")
                    .append(of + ".apicurio.registry.url=${registry.url}\n")
                    .append(of + ".apicurio.registry.auto-register=true\n");
        }
        try {
            return Subjects.bundledWith(mode, name, lines.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static CaseResult run(SubjectSpec subject, String scenario) throws IOException {
        ScenarioSpec spec = Catalogue.select(List.of(scenario), Parameters.NONE, subject).stream()
                .filter(one -> one.caseId().equals(scenario))
                .findFirst()
                .orElseThrow();
        return suite.run(subject, 1, List.of(spec)).cases().get(0);
    }

    private static List<SchemaVersion> schemas(SubjectSpec subject, CaseResult result) throws IOException {
        Path folder = suite.runDirectory(subject, 1, result);
        return RunDirectory.existing(folder).readSchemas();
    }

    @Test
    void aFieldThatIsAddedIsAnotherVersionOfTheSchema() throws IOException {
        CaseResult result = run(AVRO, "schema-field-added-mid-batch");

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        List<SchemaVersion> schemas = schemas(AVRO, result);
        assertThat(schemas)
                .extracting(schema ->
                        schema.artifact().replaceFirst(".*-", "") + " " + schema.version() + " " + schema.type())
                .containsExactly("key 1 AVRO", "value 1 AVRO", "value 2 AVRO");
        assertThat(schemas.get(1).text()).doesNotContain("c_new");
        assertThat(schemas.get(2).text()).contains("c_new");
        assertThat(Files.readString(suite.runDirectory(AVRO, 1, result).resolve("timeline.jsonl")))
                .contains("schema.registered");
    }

    @Test
    void aTypeThatChangesStopsTheSinkAsWithJson() throws IOException {
        CaseResult result = run(AVRO, "schema-incompatible-type");

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(schemas(AVRO, result)).anyMatch(schema -> schema.version().equals("2"));
    }

    @Test
    void bytesThatTheConverterCannotReadAreParked() throws IOException {
        CaseResult result = run(AVRO, "poison-to-dead-letter-queue/unreadable");

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(suite.runDirectory(AVRO, 1, result).resolve("dlq.json"))
                .content()
                .contains("VALUE_CONVERTER", "KEY_CONVERTER");
    }

    @Test
    void jsonWithItsSchemasInTheRegistryIsAsGood() throws IOException {
        CaseResult result = run(JSON, "types-and-precision");

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(schemas(JSON, result))
                .hasSizeGreaterThan(1)
                .allSatisfy(schema -> assertThat(schema.type()).isEqualTo("KCONNECT"));
    }
}
