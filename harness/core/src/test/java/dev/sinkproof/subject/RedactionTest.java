package dev.sinkproof.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whatOneSettingSaysToBeSecretIsHiddenInTheOthers() {
        Map<String, String> config = Map.of(
                "connection.password", "hunter2-alpha",
                "connection.url", "jdbc:other://h/hunter2-alpha",
                "audit.url", "https://bo:hunter2-beta@h/x",
                "audit.path", "/x/hunter2-beta/y",
                "short.password", "abc",
                "topics", "abc-orders");

        assertThat(Redaction.redact(config).config())
                .containsEntry("connection.url", "jdbc:other://h/********")
                .containsEntry("audit.path", "/x/********/y")
                .containsEntry("topics", "abc-orders");
        assertThat(Redaction.secretsIn(config)).containsExactly("hunter2-alpha", "hunter2-beta");
        assertThat(Redaction.inText("tried hunter2-beta, then password=gamma", Redaction.secretsIn(config)))
                .isEqualTo("tried ********, then password=********");
    }

    @Test
    void leavesAPlaceholderAsItIs() {
        assertThat(Redaction.redact(Map.of("connection.password", "${target.jdbc.password}"))
                        .redactions())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer hunter2hunter2",
                "Proxy-Authorization=Basic hunter2",
                "x-api-key: hunter2",
                "sent Bearer hunter2hunter2 to it",
                "PlainLoginModule required username=\"u\" password=\"hunter2\";",
                "ssl.key.password = hunter2",
                "{\"config\": \"PlainLoginModule password=\\\"hunter2\\\";\"}",
                "https://bucket/key?X-Amz-Signature=hunter2&x=1"
            })
    void hidesSecretsInText(String text) {
        assertThat(Redaction.inText(text)).doesNotContain("hunter2").contains(Redaction.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password = null",
                "ssl.key.password = [hidden]",
                "a bearer of news",
                "password=${target.jdbc.password}",
                "the topic orders has 4 partitions"
            })
    void leavesWhatIsNoSecret(String text) {
        assertThat(Redaction.inText(text)).isEqualTo(text);
    }
}
