package dev.sinkproof.link.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Toxiproxy's client for Node drives our links. Needs node and npm, and npm's way to the package; is skipped without. */
@Timeout(300)
class ToxiproxyNodeClientIT {
    private static final String CLIENT = "toxiproxy-node-client@4.1.0";
    private static final long INSTALL_SECONDS_MAX = 120;
    private static final long RUN_SECONDS_MAX = 60;

    @TempDir
    private Path folder;

    @Test
    void drivesOurLinks() throws IOException, InterruptedException {
        for (String program : List.of("node", "npm")) {
            require(run(List.of(program, "--version"), RUN_SECONDS_MAX), program + " is not here");
        }
        require(
                run(List.of("npm", "install", "--prefix", ".", "--no-audit", "--no-fund", CLIENT), INSTALL_SECONDS_MAX),
                "npm could not install " + CLIENT);
        try (var script = getClass().getResourceAsStream("toxiproxy-node-client.js")) {
            Files.copy(script, folder.resolve("drive.js"));
        }
        try (EchoTarget target = new EchoTarget();
                ToxiproxyServer server = ToxiproxyServer.start(new InetSocketAddress("127.0.0.1", 0), Map::of, 0)) {
            String base = "http://127.0.0.1:" + server.address().getPort();

            Outcome outcome = run(List.of("node", "drive.js", base, target.address()), RUN_SECONDS_MAX);

            assertThat(outcome.text).endsWith("all 16 steps\n");
            assertThat(outcome.code).isZero();
        }
    }

    private record Outcome(int code, String text) {}

    private static void require(Outcome outcome, String reason) {
        if (outcome.code != 0) {
            Assumptions.abort(reason + ", so Toxiproxy's Node client cannot be tried: " + outcome.text);
        }
    }

    private Outcome run(List<String> command, long secondsMax) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            return new Outcome(-1, e.getMessage());
        }
        boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        return ended
                ? new Outcome(process.exitValue(), text)
                : new Outcome(-1, "still running after " + secondsMax + " s: " + text);
    }
}
