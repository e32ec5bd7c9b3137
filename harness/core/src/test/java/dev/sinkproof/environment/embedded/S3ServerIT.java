package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.process.Eventually;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(120)
class S3ServerIT {
    private static final String BUCKET = "bucket";
    private static final int BYTES = 1 << 20;

    @TempDir
    private Path logs;

    /** The server lists the file that it was writing when it was killed; no client has ever put an object of that name. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_crash_leaves_what_was_acknowledged_and_nothing_else() throws Exception {
        try (S3Server server = S3Server.standalone(logs);
                S3Client client = server.access().client();
                PipedOutputStream sent = new PipedOutputStream();
                PipedInputStream body = new PipedInputStream(sent, BYTES)) {
            client.createBucket(bucket -> bucket.bucket(BUCKET));
            client.putObject(put -> put.bucket(BUCKET).key("whole"), RequestBody.fromString("it"));
            CompletableFuture<Void> half = CompletableFuture.runAsync(() ->
                    client.putObject(put -> put.bucket(BUCKET).key("half"), RequestBody.fromInputStream(body, BYTES)));
            sent.write("x".repeat(BYTES / 2).getBytes(StandardCharsets.US_ASCII));
            sent.flush();
            Eventually.holds(
                    "the file that is being written is listed",
                    () -> keys(client).stream().anyMatch(key -> key.startsWith("half-")));

            server.crash();
            sent.close();
            assertThatThrownBy(half::get).isInstanceOf(ExecutionException.class);
            server.startAgain();
            server.awaitReady();

            assertThat(keys(client)).containsExactly("whole");
        }
    }

    private static List<String> keys(S3Client client) {
        return client.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
