package dev.sinkproof.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {
    @Test
    void hidesSecretsByKeyAndInsideUrls() {
        Redaction.Redacted redacted = Redaction.redact(Map.of(
                "connection.password", "hunter2",
                "aws.secret.access.key", "AKIA",
                "connection.url", "jdbc:postgresql://h/db?user=u&password=hunter2&ssl=true",
                "endpoint", "https://user:hunter2@host/path",
                "topics", "orders"));

        assertThat(redacted.config().values()).noneMatch(value -> value.contains("hunter2") || value.contains("AKIA"));
        assertThat(redacted.config())
                .containsEntry("topics", "orders")
                .containsEntry("connection.url", "jdbc:postgresql://h/db?user=u&password=********&ssl=true")
                .containsEntry("endpoint", "https://********@host/path");
        assertThat(redacted.redactions()).isEqualTo(4);
    }

    @Test
    void leavesAPlaceholderAsItIs() {
        assertThat(Redaction.redact(Map.of("connection.password", "${target.jdbc.password}"))
                        .redactions())
                .isZero();
    }
}
