package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class PostgresTargetTest {
    @Test
    void fillsThePlaceholdersOfASubject() {
        PostgresTarget target = new PostgresTarget("127.0.0.1", "${env:SINKPROOF_LINK_PORT}", "db", "app", "pass");

        assertThat(target.placeholders())
                .containsExactly(
                        entry(
                                "target.jdbc.url",
                                "jdbc:postgresql://127.0.0.1:${env:SINKPROOF_LINK_PORT}/db"
                                        + "?sslmode=disable&gssEncMode=disable"),
                        entry("target.jdbc.user", "app"),
                        entry("target.jdbc.password", "pass"),
                        entry("target.host", "127.0.0.1"),
                        entry("target.port", "${env:SINKPROOF_LINK_PORT}"),
                        entry("target.database", "db"));
    }

    @Test
    void quotesWhatAUrlNeedsQuoted() {
        assertThat(new PostgresTarget("::1", "5432", "a b/ü?", "u", "p").jdbcUrl())
                .startsWith("jdbc:postgresql://[::1]:5432/a%20b%2F%C3%BC%3F?");
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(new PostgresTarget("h", "1", "db", "app", "secret").toString())
                .doesNotContain("secret");
        assertThat(new PostgresAccess("jdbc:postgresql://h/db?password=secret", "app", "secret").toString())
                .doesNotContain("secret");
    }
}
