package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.FaultText;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Every command that README, docs or a command's help shows can be given as it stands: its options exist, its scenarios, sinks, faults and
 * parameters too. What only tells something is carried out; what starts processes is carried out by TutorialIT and CommandLineIT.
 */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\R(.*?)```");
    private static final Pattern INLINE = Pattern.compile("`((?:\\./)?sinkproof [a-z][^`]*)`");
    private static final Pattern COMMAND = Pattern.compile("^\\s*(?:\\./)?sinkproof (.*)$");
    private static final String CONTINUED = "\\\\\\R\\s*";
    /** Words that stand for something of the reader's. */
    private static final Pattern STANDS_FOR = Pattern.compile("ID|DIR|RUN_DIR|FILE|BEFORE|AFTER|…");

    private final StringWriter out = new StringWriter();
    private final CommandLine line = Main.commandLine(new PrintWriter(out, true), new PrintWriter(out, true));

    static List<String> documented() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            BLOCK.matcher(text)
                    .results()
                    .flatMap(block -> block.group(1).replaceAll(CONTINUED, " ").lines())
                    .forEach(commands::add);
            INLINE.matcher(text).results().map(inline -> inline.group(1)).forEach(commands::add);
        }
        commandsOf(Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())))
                .forEach(commands::add);
        return commands.stream()
                .map(COMMAND::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip())
                .distinct()
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> others = Stream.of("README.md", "CONTRIBUTING.md", "jmh/README.md", "sinks/jdbc/README.md")
                    .map(ROOT::resolve);
            return Stream.concat(
                            others.filter(Files::exists),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static Stream<String> commandsOf(CommandLine command) {
        return Stream.concat(
                Arrays.stream(command.getCommandSpec().usageMessage().footer()),
                command.getSubcommands().values().stream().flatMap(DocumentedCommandsTest::commandsOf));
    }

    @Test
    void thereAreManyOfThem() throws IOException {
        assertThat(documented())
                .hasSizeGreaterThan(40)
                .contains("run", "explain DUPLICATED", "compare before after", "self-check --defect M31 --defect M8");
    }

    @ParameterizedTest
    @MethodSource("documented")
    void canBeGivenAsItStands(String command) {
        List<String> words = ShellWords.of(command);
        if (words.size() == 1 && !words.get(0).startsWith("-")) {
            // The command is spoken of, not shown.
            assertThat(line.getSubcommands()).containsKey(words.get(0));
            return;
        }
        ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
        if (words.stream().noneMatch(STANDS_FOR.asMatchPredicate())) {
            check(words, parsed.subcommand());
        }
    }

    private void check(List<String> words, ParseResult given) {
        switch (given == null ? "" : given.commandSpec().name()) {
            case "run" -> checkRun(given);
            case "list", "explain" ->
                assertThat(line.execute(words.toArray(String[]::new)))
                        .as(out.toString())
                        .isZero();
            default -> {
                // What it does takes a run, which is another test's.
            }
        }
    }

    private static void checkRun(ParseResult run) {
        SubjectSpec subject = BundledSinks.byName(run.matchedOptionValue("--sink", BundledSinks.DEFAULT));
        Path file = run.matchedOptionValue("--subject", (Path) null);
        if (file != null && file.startsWith("examples")) {
            subject = SubjectFile.read(ROOT.resolve(file));
        }
        Parameters parameters = new Parameters(run.matchedOptionValue("-X", Map.of()));
        assertThat(Catalogue.select(run.matchedOptionValue("--scenario", List.of()), parameters, subject))
                .isNotEmpty();
        List<String> faults = run.matchedOptionValue("--fault", List.of());
        faults.forEach(fault -> assertThat(FaultText.parse(fault, 1)).isNotNull());
    }
}
