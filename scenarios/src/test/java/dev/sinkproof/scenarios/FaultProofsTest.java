package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each fault and each fault point is in a test on a real connector; {@code docs/faults-and-their-proof.md} says in which. */
class FaultProofsTest {
    private static final Path TESTS = Path.of("src/test/java/dev/sinkproof/scenarios");
    private static final Path PAGE = Path.of("../docs/faults-and-their-proof.md");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:IT|Test))(?:\\.(\\w+))?`");

    @Test
    void eachFaultIsInATestOnARealConnector() throws IOException {
        String tests = sources("\\w+FaultsIT\\.java");

        assertThat(Faults.all())
                .extracting(Fault::kind)
                .allSatisfy(
                        kind -> assertThat(tests).as(kind).containsPattern("\\b" + Pattern.quote(kind) + "\\b(?!_)"));
    }

    /** But for the topic's, which a case of the catalogue does. */
    private static String sources(String name) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().matches(name)) {
                    all.append(Files.readString(file)).append('\n');
                }
            }
        }
        return all.toString().replace("topic-recreated/", "topic.recreate ");
    }

    @Test
    void eachFaultPointIsInATestOnARealConnector() throws IOException {
        String test = Files.readString(TESTS.resolve("FaultPointsIT.java"));

        assertThat(FaultPoint.values()).allSatisfy(point -> assertThat(test).contains("FaultPoint." + point.name()));
    }

    @Test
    void thePageNamesTestsThatThereAre() throws IOException {
        List<String> missing = new ArrayList<>();
        TEST_CLASS.matcher(Files.readString(PAGE)).results().forEach(named -> {
            if (!isThere(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        });

        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String type, String method) {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> found =
                    files.filter(file -> file.endsWith(type + ".java")).toList();
            return !found.isEmpty()
                    && (method == null || Files.readString(found.get(0)).contains(" " + method + "("));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void thePageNamesEachFamilyOfFaults() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Faults.all())
                .extracting(Fault::kind)
                .allSatisfy(kind ->
                        assertThat(page).containsAnyOf("`" + kind + "`", "`" + kind.replaceFirst("\\..*", ".*") + "`"));
    }
}
