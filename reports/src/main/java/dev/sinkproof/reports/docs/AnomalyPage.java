package dev.sinkproof.reports.docs;

import dev.sinkproof.model.AnomalyKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The page of {@code docs/anomalies} about a kind of anomaly.
 *
 * @param kind what it is about
 * @param markdown its text
 */
public record AnomalyPage(AnomalyKind kind, String markdown) {
    private static final String HEADING = "## ";

    /** The page; empty when none was written yet. */
    public static Optional<AnomalyPage> of(AnomalyKind kind) {
        try (InputStream in =
                AnomalyPage.class.getResourceAsStream("/dev/sinkproof/reports/anomalies/" + kind.name() + ".md")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new AnomalyPage(kind, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the page about " + kind + " cannot be read", e);
        }
    }

    /** Its sections in order, by their headings. */
    public Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = markdown.split("(?m)^" + HEADING);
        for (int i = 1; i < parts.length; i++) {
            String[] headAndBody = parts[i].split("\n", 2);
            sections.put(headAndBody[0].strip(), headAndBody.length == 1 ? "" : headAndBody[1].strip());
        }
        return sections;
    }

    /** A section as HTML; empty when there is none. */
    public String html(String section) {
        return HtmlRenderer.builder()
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build()
                .render(parsed(sections().getOrDefault(section, "")));
    }

    /** The whole page for a terminal. */
    public String text() {
        return TextContentRenderer.builder().build().render(parsed(markdown));
    }

    private static Node parsed(String text) {
        return Parser.builder().build().parse(text);
    }
}
