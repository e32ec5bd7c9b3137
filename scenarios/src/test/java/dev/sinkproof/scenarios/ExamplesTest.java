package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void everyExampleIsASubjectWithAClaim() throws IOException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
            examples = files.filter(file -> file.toString().endsWith(".properties"))
                    .toList();
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(2).allSatisfy(file -> {
            SubjectSpec subject = SubjectFile.read(file);
            assertThat(subject.contract().inferred()).isFalse();
            assertThat(subject.plugins()).isNotEmpty();
        });
    }
}
