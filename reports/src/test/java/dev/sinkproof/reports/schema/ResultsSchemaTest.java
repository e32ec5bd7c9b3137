package dev.sinkproof.reports.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.ResultsFile;
import dev.sinkproof.reports.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema says what results are: no more, no less. */
class ResultsSchemaTest {
    private static final Path MODEL = Path.of("../harness/core/src/main/java/dev/sinkproof/model");
    private static final Path PUBLISHED = Path.of("../docs/schema/results-1.schema.json");

    @TempDir
    Path dir;

    static Stream<Results> samples() {
        return Stream.of(
                SampleResults.pass(),
                SampleResults.fail(),
                SampleResults.inconclusive(),
                SampleResults.incomplete(),
                SampleResults.empty(),
                SampleResults.hostile("\ud800 \udc00 😀 \u0000 </script>"));
    }

    @Test
    void whatIsPublishedIsUpToDate() throws IOException {
        String schema = ResultsSchema.of(MODEL);
        if (Boolean.getBoolean("sinkproof.update")) {
            Files.createDirectories(PUBLISHED.getParent());
            Files.writeString(PUBLISHED, schema);
        }

        assertThat(PUBLISHED)
                .as("make it anew with: mvn -Dsinkproof.update=true -Dtest=ResultsSchemaTest -pl reports -am verify")
                .hasContent(schema);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void resultsFollowIt(Results results) throws IOException {
        Path file = dir.resolve(ResultsFile.NAME);
        ResultsFile.write(results, file);

        assertThat(violations(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\" : 1 | \"schemaVersion\" : 2",
                "\"complete\" : true | \"complete\" : \"yes\"",
                "\"headline\" | \"headlines\"",
                "\"LOST\" | \"MISLAID\"",
                "\"epochMicros\" : | \"epochMicros\" : 0.5, \"was\" :"
            })
    void whatDoesNotFollowItIsRefused(String good, String bad) throws IOException {
        Path file = dir.resolve(ResultsFile.NAME);
        ResultsFile.write(SampleResults.fail(), file);
        String json = Files.readString(file);

        assertThat(json).contains(good);
        assertThat(violations(json.replace(good, bad))).isNotEmpty();
    }

    private static List<Error> violations(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(PUBLISHED), InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON);
    }
}
