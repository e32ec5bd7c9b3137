package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
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
        Map<String, Path> tests = tests();
        List<String> missing = new ArrayList<>();
        for (MatchResult named :
                TEST_CLASS.matcher(Files.readString(PAGE)).results().toList()) {
            Path test = tests.get(named.group(1));
            if (test == null
                    || named.group(2) != null && !Files.readString(test).contains(" " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new HashMap<>();
        for (String module : List.of("../harness/core", ".")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src", "test", "java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
        return tests;
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
