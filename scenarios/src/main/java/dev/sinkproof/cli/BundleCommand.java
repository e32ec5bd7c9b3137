package dev.sinkproof.cli;

import dev.sinkproof.subject.Redaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs a run into one archive that can be attached to a ticket: text only, redacted line by line once more. */
@Command(
        name = "bundle",
        description =
                "Pack a run's results, report, timelines and logs into one redacted zip. Rows of the target stay out.",
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof bundle sinkproof-out", "  sinkproof bundle sinkproof-out --to ticket-4711.zip"})
final class BundleCommand implements Callable<Integer> {
    private static final Set<String> TEXT =
            Set.of("json", "jsonl", "txt", "md", "xml", "html", "log", "properties", "yaml");

    @Parameters(paramLabel = "DIR", description = "Folder of a run, with results.json.")
    private Path directory;

    @Option(names = "--to", paramLabel = "FILE", description = "The archive. Default: DIR with .zip at its end.")
    private Path to;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(directory.resolve("results.json"))) {
            throw new ParameterException(
                    spec.commandLine(), directory + " holds no results.json, so it is no folder of a run");
        }
        Path archive = to == null ? Path.of(directory.toAbsolutePath().normalize() + ".zip") : to;
        List<Path> files = files(archive.toAbsolutePath().normalize());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Path file : files) {
                zip.putNextEntry(
                        new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
                copy(file, zip);
                zip.closeEntry();
            }
        }
        spec.commandLine().getOut().println("bundle   " + archive + " (" + files.size() + " files)");
        return 0;
    }

    private List<Path> files(Path archive) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> TEXT.contains(ending(file)))
                    .filter(file -> !file.toAbsolutePath().normalize().equals(archive))
                    .sorted()
                    .toList();
        }
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Line by line, since logs are large; what is no text is shown as such, not refused. */
    private static void copy(Path file, ZipOutputStream zip) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader reader = new BufferedReader(Channels.newReader(Files.newByteChannel(file), decoder, -1))) {
            reader.lines().forEach(line -> write(zip, Redaction.inText(line) + "\n"));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(ZipOutputStream zip, String line) {
        try {
            zip.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
