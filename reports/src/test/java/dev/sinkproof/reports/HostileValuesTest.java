package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.html.HtmlReport;
import dev.sinkproof.reports.json.ResultsJson;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever connectors, targets and records bring along: the reports stay well-formed and nothing of it acts. */
class HostileValuesTest {
    private static final List<String> NASTY = List.of(
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"'><svg onload=alert(1)>",
            "]]>",
            "<!--",
            "-->",
            "javascript:alert(1)",
            "${7*7}",
            "&lt;",
            "\u0000\u0007\u001b[31m\u007f\u0085",
            "\ud800",
            "\udc00",
            "\uffff",
            "\u202Etxt.exe\u2066",
            "שלום عليكم",
            "𝕊 😀",
            "|`*_[x](http://evil)@all\n# h\r\n",
            "../../etc/passwd",
            "%2e%2e",
            " ");

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.of(NASTY).list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("", parts));
    }

    @Property(tries = 60)
    void reportsStayWellFormed(@ForAll("hostile") String value) {
        Results results = SampleResults.hostile(value);

        String html = HtmlReport.render(results);
        ParsedPage page = ParsedPage.html(html);
        ParsedPage.xml(JUnitXmlReport.render(results));

        assertThat(page.all("script")).hasSize(2);
        assertThat(page.all("img")).isEmpty();
        assertThat(page.all("*"))
                .noneMatch(element -> element.hasAttribute("onload") || element.hasAttribute("onerror"));
        assertThat(page.all("a")).allMatch(link -> link.getAttribute("href").matches("(#|\\./|results\\.json).*"));
        assertThat(html.chars()).noneMatch(HostileValuesTest::invisible);
        assertThat(html.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    @Property(tries = 60)
    void summariesStayOneLineEachAndPlain(@ForAll("hostile") String value) {
        String markdown = MarkdownSummary.render(SampleResults.hostile(value));

        // An indented block is shown as it is, whatever is in it.
        assertThat(markdown.lines().filter(line -> !line.startsWith("    ")))
                .noneMatch(line -> line.contains("<") || line.contains("](http") || line.startsWith("# "));
        assertThat(markdown.lines().filter(line -> line.startsWith("| ") && !line.startsWith("    ")))
                .allSatisfy(row -> assertThat(row.replace("\\|", "").chars().filter(c -> c == '|'))
                        .hasSizeBetween(5, 11));
    }

    @Property(tries = 60)
    void resultsComeBackAsTheyWere(@ForAll("hostile") String value) throws Exception {
        Results results = SampleResults.hostile(value);

        assertThat(ResultsJson.results(ResultsJson.tree(ResultsJson.pretty(results))))
                .isEqualTo(results);
        assertThat(ResultsJson.results(ResultsJson.tree(
                        ResultsJson.forScriptElement(results, 1_000_000).orElseThrow())))
                .isEqualTo(results);
        assertThat(ResultsJson.forScriptElement(results, 1_000_000).orElseThrow())
                .doesNotContain("<")
                .matches("\\p{ASCII}*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "<", "\u202E", "😀"})
    void veryLongValuesAreCutAndThePageSaysSo(String unit) {
        String value = unit.repeat(1_048_576 / unit.length());

        String html = HtmlReport.render(SampleResults.hostile(value));

        assertThat(html.length()).isLessThan(2_000_000);
        assertThat(ParsedPage.html(html).text()).contains("[cut: 1,048,576 characters in all]");
        assertThat(JUnitXmlReport.render(SampleResults.hostile(value)).length()).isLessThan(400_000);
        assertThat(MarkdownSummary.render(SampleResults.hostile(value)).length())
                .isLessThan(400_000);
    }

    private static boolean invisible(int c) {
        return (c < ' ' && c != '\n' && c != '\t')
                || (c >= 0x7F && c <= 0x9F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
