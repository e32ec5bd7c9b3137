package dev.sinkproof.reports.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of anomaly has a page that says what it means and, as important, what it does not. */
class AnomalyPageTest {
    @ParameterizedTest
    @EnumSource
    void everyKindHasItsPage(AnomalyKind kind) {
        AnomalyPage page = AnomalyPage.of(kind).orElseThrow(() -> new AssertionError("docs/anomalies has no " + kind));

        assertThat(page.markdown()).startsWith("# " + kind.name() + ": ");
        assertThat(page.sections())
                .containsOnlyKeys(
                        "What it means", "How it is proven", "Typical causes", "Remedies", "What it does not mean")
                .allSatisfy((heading, text) -> assertThat(text).as(heading).hasSizeGreaterThan(40));
        assertThat(page.html("Remedies")).contains("<li>");
        assertThat(page.text()).contains("What it does not mean");
    }
}
