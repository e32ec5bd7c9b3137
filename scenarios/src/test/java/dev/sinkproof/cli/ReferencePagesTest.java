package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/reference says is what the code does. */
class ReferencePagesTest {
    private static final Path FOLDER = Path.of("../docs/reference");

    @Test
    void thePagesAreUpToDate() throws IOException {
        Map<String, String> pages = ReferencePages.all();
        if (Boolean.getBoolean("sinkproof.update")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }

        pages.forEach((name, content) -> assertThat(FOLDER.resolve(name))
                .as(
                        "make them anew with: mvn -Dsinkproof.update=true -Dtest=ReferencePagesTest -pl scenarios -am verify")
                .hasContent(content));
    }
}
