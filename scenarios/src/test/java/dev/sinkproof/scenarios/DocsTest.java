package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code in the guides is cut from sources that are compiled and tested, and stays so. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CUT = Pattern.compile("<!-- from: (\\S+) -->\\R```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("```java\\R");

    @Test
    void codeInTheGuidesStandsInTheSources() throws IOException {
        List<Path> guides;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            guides = files.filter(file -> file.getFileName().toString().matches("(CREATING_.*|JUNIT)\\.md"))
                    .toList();
        }
        assertThat(guides).hasSizeGreaterThanOrEqualTo(3);
        for (Path guide : guides) {
            String text = Files.readString(guide);
            Matcher cut = CUT.matcher(text);
            long checked = 0;
            while (cut.find()) {
                checked++;
                assertThat(Files.readString(ROOT.resolve(cut.group(1))))
                        .as("%s quotes %s", guide.getFileName(), cut.group(1))
                        .contains(cut.group(2).strip());
            }
            assertThat(checked)
                    .as("every piece of code in %s names its source", guide.getFileName())
                    .isEqualTo(CODE.matcher(text).results().count());
        }
    }
}
