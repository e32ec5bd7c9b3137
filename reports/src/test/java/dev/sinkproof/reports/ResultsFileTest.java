package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void file() {
        file = dir.resolve(ResultsFile.NAME);
    }

    static Stream<Results> samples() {
        return Stream.of(
                SampleResults.pass(),
                SampleResults.fail(),
                SampleResults.incomplete(),
                SampleResults.empty(),
                SampleResults.hostile("\ud800 \udc00 😀 \u0000 </script>"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void resultsComeBackAsTheyWere(Results results) throws IOException {
        ResultsFile.write(results, file);

        assertThat(ResultsFile.read(file)).isEqualTo(results);
    }

    @Test
    void hasALineForEachEvent() throws IOException {
        Results results = SampleResults.measured();
        Path file = dir.resolve("lines.json");

        ResultsFile.write(results, file);

        long events = results.cases().stream()
                .mapToLong(each -> each.timeline().size())
                .sum();
        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("\"epochMicros\"")))
                .hasSize((int) events);
        assertThat(ResultsFile.read(file)).isEqualTo(results);
    }

    @Test
    void theSameResultsMakeTheSameFile() throws IOException {
        ResultsFile.write(SampleResults.fail(), file);
        String first = Files.readString(file);
        ResultsFile.write(ResultsFile.read(file), file);

        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void writingReplacesTheFileAndLeavesNothingBeside() throws IOException {
        ResultsFile.write(SampleResults.fail(), file);
        ResultsFile.write(SampleResults.empty(), file);

        assertThat(ResultsFile.read(file)).isEqualTo(SampleResults.empty());
        assertThat(dir).isDirectoryContaining(each -> each.equals(file));
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void unknownFieldsAreSkipped() throws IOException {
        ResultsFile.write(SampleResults.empty(), file);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"futureField\": {\"a\": [1]},"));

        assertThat(ResultsFile.read(file)).isEqualTo(SampleResults.empty());
    }

    @Test
    void anotherSchemaVersionIsNamedWithWhatToDo() throws IOException {
        ResultsFile.write(SampleResults.empty(), file);
        String json = Files.readString(file);

        Files.writeString(file, json.replaceFirst("(\"schemaVersion\" : )\\d+", "$199"));
        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("schemaVersion 99, but this Sinkproof reads version 1")
                .hasMessageContaining("newer");

        Files.writeString(file, json.replaceFirst("(\"schemaVersion\" : )\\d+", "$10"));
        assertThatThrownBy(() -> ResultsFile.read(file)).hasMessageContaining("make it again with `sinkproof check`");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.001, 0.3, 0.7, 0.999})
    void aFileThatWasCutOffIsOneClearError(double share) throws IOException {
        ResultsFile.write(SampleResults.fail(), file);
        String json = Files.readString(file);
        Files.writeString(file, json.substring(0, (int) (json.length() * share)));

        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining(file.toString())
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "42", "hello", "{\"schemaVersion\":\"1\"}", "{\"schemaVersion\":1}{}"})
    void somethingElseIsOneClearError(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining(file.toString())
                .message()
                .hasLineCount(1);
    }

    @Test
    void bytesThatAreNoTextAreOneClearError() throws IOException {
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});

        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        ResultsFile.write(SampleResults.fail(), file);
        Files.writeString(file, Files.readString(file).replace("\"tombstonePercent\"", "\"somethingElse\""));

        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining("tombstonePercent")
                .hasMessageContaining("/cases/0/plan/workload")
                .message()
                .hasLineCount(1);
    }

    @Test
    void anUnknownWordIsNamed() throws IOException {
        ResultsFile.write(SampleResults.fail(), file);
        Files.writeString(file, Files.readString(file).replace("\"DUPLICATED\"", "\"TRIPLICATED\""));

        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining("TRIPLICATED");
    }

    @Test
    void aFileThatIsNotThereIsNoInvalidFile() {
        assertThatThrownBy(() -> ResultsFile.read(file)).isInstanceOf(NoSuchFileException.class);
    }
}
