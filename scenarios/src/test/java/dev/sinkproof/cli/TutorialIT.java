package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial, from its first line to its last, in an empty folder: its files are written as it shows them, its commands given as it gives them,
 * only with fewer records, and with one crash where it runs all scenarios.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TutorialIT {
    private static final Path TUTORIAL = Path.of("../docs/tutorial.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\\R(.*?)```");
    private static final String ONE_CASE = "crash-after-target-write/n1-restart";

    @TempDir
    private Path folder;

    @Test
    void doesWhatItSays() throws Exception {
        List<String> given = new ArrayList<>();
        for (MatchResult block :
                BLOCK.matcher(Files.readString(TUTORIAL)).results().toList()) {
            switch (block.group(1)) {
                case "properties" -> Files.writeString(folder.resolve("orders.properties"), block.group(2));
                case "yaml" -> Files.writeString(folder.resolve("sinkproof-out/review.yaml"), block.group(2));
                case "sh" -> {
                    for (String line : block.group(2).lines().toList()) {
                        given.add(line);
                        give(line);
                    }
                }
                default -> throw new AssertionError("the tutorial shows something unknown: " + block.group(1));
            }
        }

        assertThat(given).hasSizeGreaterThanOrEqualTo(7);
        assertThat(folder.resolve("sinkproof-out/report.html"))
                .content()
                .contains("orders", "orders team", "automate the offset reset, by December");
        assertThat(folder.resolve("sinkproof-compare/comparison.html")).exists();
        assertThat(folder.resolve("sinkproof-out.zip")).exists();
    }

    private void give(String line) throws Exception {
        List<String> words = new ArrayList<>(ShellWords.of(line));
        assertThat(words.remove(0)).isEqualTo("./sinkproof");
        if (words.get(0).equals("run")) {
            words.addAll(List.of("-X", "records=1200"));
            if (!words.contains("--scenario")) {
                words.addAll(List.of("--scenario", ONE_CASE));
            }
        }
        words.replaceAll(word -> word.equals("RUN_DIR") ? runDirectory() : word);
        int code = run(words);
        // The tutorial does not promise that the connector holds: it may be refuted, and that is told by 1.
        boolean judges = words.get(0).equals("run")
                || words.get(0).equals("replay")
                || words.get(0).equals("compare");
        assertThat(code).as("%s%n%s", line, output()).isBetween(0, judges ? 1 : 0);
    }

    private String runDirectory() {
        try (Stream<Path> files = Files.walk(folder.resolve("sinkproof-out"))) {
            return files.filter(file -> file.endsWith("plan.json"))
                    .findFirst()
                    .orElseThrow()
                    .getParent()
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int run(List<String> arguments) throws Exception {
        String home = System.getProperty("sinkproof.home");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsinkproof.home=" + home,
                "-cp",
                home + "/lib/*",
                "dev.sinkproof.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()));
        builder.environment().remove("GITHUB_STEP_SUMMARY");
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
