package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that stand in a connector's configuration appear nowhere in the folder of its run, its logs among it, nor in what is printed. */
@Tag("full")
class PlantedSecretsIT {
    private static final String PLANTED = "planted-";
    private static final String SUBJECT = """
            connector.class=dev.sinkproof.sinks.jdbc.JdbcSinkConnector
            connection.url=${target.jdbc.url}
            connection.user=${target.jdbc.user}
            connection.password=${target.jdbc.password}
            topics=${source.topics}
            delivery.mode=at-least-once
            write.mode=append
            auto.create=true
            audit.api.key=planted-alpha-4711
            audit.url=jdbc:postgresql://db.example/audit?user=bo&password=planted-beta-4712
            audit.target=https://bo:planted-gamma-4713@audit.example/x
            audit.headers=Authorization: Bearer planted-delta-4714
            consumer.override.ssl.truststore.password=planted-epsilon-4715
            sinkproof.plugin=bundled:jdbc
            sinkproof.target=postgresql
            """;

    @TempDir
    private Path folder;

    @Test
    void appearNowhere() throws IOException {
        Path subject = Files.writeString(folder.resolve("mine.properties"), SUBJECT);
        Path out = folder.resolve("out");
        StringWriter printed = new StringWriter();
        PrintWriter to = new PrintWriter(printed, true);

        int code = run(subject, out, to);

        assertThat(code).as(printed.toString()).isZero();
        assertThat(printed.toString()).doesNotContain(PLANTED);
        assertThat(out.resolve("report.html")).content().contains("audit.api.key", "5 values redacted");
        assertThat(filesWith(out)).isEmpty();
    }

    @Test
    void appearNowhereThoughTheConnectorLogsThemAndItsTaskFailsWithThem() throws IOException {
        // The target's refusal quotes the user, of whom another setting tells that it is a secret.
        Path subject = Files.writeString(
                folder.resolve("loud.properties"), SUBJECT.replace("${target.jdbc.user}", "planted-zeta-4716") + """
                        audit.password=planted-zeta-4716
                        max.retries=0
                        sinkproof.contract.recovery-objective.ms=5000
                        """);
        Path out = folder.resolve("loud");
        StringWriter printed = new StringWriter();
        PrintWriter to = new PrintWriter(printed, true);

        int code = run(subject, out, to);

        assertThat(code).as(printed.toString()).isEqualTo(4);
        assertThat(out.resolve("logs/worker-1.log"))
                .as("the connector's error is in the log, or this shows nothing")
                .content()
                .contains("role \"********\" does not exist");
        assertThat(printed.toString()).doesNotContain(PLANTED);
        assertThat(filesWith(out)).isEmpty();
        Path bundle = folder.resolve("ticket.zip");
        assertThat(Main.commandLine(to, to).execute("bundle", out.toString(), "--to", bundle.toString()))
                .isZero();
        assertThat(entriesWith(bundle)).isEmpty();
    }

    private static int run(Path subject, Path out, PrintWriter to) {
        return Main.commandLine(to, to)
                .execute(
                        "run",
                        "--subject",
                        subject.toString(),
                        "--scenario",
                        "baseline",
                        "-X",
                        "records=400",
                        "--seed",
                        "3",
                        "--out",
                        out.toString());
    }

    private static List<String> entriesWith(Path bundle) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            assertThat(zip.size()).isGreaterThan(5);
            return zip.stream()
                    .filter(entry -> text(zip, entry).contains(PLANTED))
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static String text(ZipFile zip, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + entry, e);
        }
    }

    private static List<Path> filesWith(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(10);
            return all.stream().filter(file -> text(file).contains(PLANTED)).toList();
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }
}
