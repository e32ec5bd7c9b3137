package dev.sinkproof.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    private final Placeholders placeholders =
            new Placeholders(Map.of("target.jdbc.url", "jdbc:x://h:${env:PORT}/d", "source.topics", "t1,t2"));

    @Test
    void fillsInOursAndLeavesConnectsAlone() {
        Map<String, String> filled = placeholders.fill(
                Map.of("connection.url", "${target.jdbc.url}?a=$1", "topics", "${source.topics}", "table", "${topic}"));

        assertThat(filled)
                .containsEntry("connection.url", "jdbc:x://h:${env:PORT}/d?a=$1")
                .containsEntry("topics", "t1,t2")
                .containsEntry("table", "${topic}");
    }

    @Test
    void namesWhatIsMissingWhereThereIsNoRegistry() {
        assertThatThrownBy(() -> placeholders.fill("value.converter.apicurio.registry.url", "${registry.url}"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("unknown placeholder ${registry.url} in value.converter.apicurio.registry.url");
    }

    @Test
    void namesTheKeyAndTheNearestPlaceholder() {
        assertThatThrownBy(() -> placeholders.fill("connection.url", "${target.jdbc.ulr}"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("connection.url")
                .hasMessageContaining("did you mean target.jdbc.url?");
    }
}
