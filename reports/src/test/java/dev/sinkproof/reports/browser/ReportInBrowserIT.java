package dev.sinkproof.reports.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.Comparison;
import dev.sinkproof.reports.Reports;
import dev.sinkproof.reports.SampleResults;
import dev.sinkproof.reports.SubjectComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page as people see it: in a real browser, wide and narrow, light and dark, printed, without scripts, by keyboard. */
@Tag("slow")
class ReportInBrowserIT {
    private static final String CASE = "#case-crash-after-target-write-3rd-write-restart";

    /** Texts that reach beyond the right edge, but for what lies in a frame that scrolls by itself. */
    private static final String WIDER_THAN_THE_SCREEN = """
            const wide = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
              if (node.parentElement.closest('.scroll, svg, script, style')) { continue; }
              const range = document.createRange();
              range.selectNode(node);
              if (range.getBoundingClientRect().right > innerWidth + 1) {
                wide.push(node.parentElement.outerHTML.slice(0, 200));
              }
            }
            return wide;
            """;

    private static final String OPEN_ALL =
            "document.querySelectorAll('details').forEach(each => { each.open = true; })";

    /** Parts of a page that nobody can see. */
    private static final String HIDDEN = """
            return Array.from(document.querySelectorAll('.inside, .anomaly, .scorecard tr, .doc, .eventlist tr, section'))
              .filter(each => !each.checkVisibility())
              .map(each => each.outerHTML.slice(0, 160));
            """;

    @TempDir
    private static Path dir;

    private static Browser wide;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElse(""));
        Reports.writeAll(SampleResults.measured(), dir.resolve("fail"));
        Reports.writeAll(SampleResults.pass(), dir.resolve("pass"));
        Reports.writeAll(
                SampleResults.hostile("<b>\u202Eevil</b></script><script>document.title='owned'</script>"),
                dir.resolve("hostile"));
        Reports.writeAll(SampleResults.stored(), dir.resolve("stored"));
        Results before = SampleResults.pass();
        Results after = SampleResults.measured();
        write("compare", Comparison.of(before, after).html());
        write(
                "subjects",
                SubjectComparison.of(List.of(before, after, SampleResults.incomplete()))
                        .html());
        wide = Browser.start(1280, true);
    }

    private static void write(String name, String html) throws IOException {
        Files.createDirectories(dir.resolve(name));
        Files.writeString(page(name), html);
    }

    @AfterAll
    static void stop() {
        if (wide != null) {
            wide.close();
        }
    }

    private static Path page(String name) {
        return dir.resolve(name).resolve(Reports.HTML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "pass", "hostile", "stored", "compare", "subjects"})
    void opensWithoutComplaintAndLoadsNothing(String name) {
        wide.requests();
        wide.complaints();
        wide.open(page(name), "");

        assertThat(wide.complaints()).isEmpty();
        assertThat(wide.requests()).containsExactly(page(name).toUri().toString());
    }

    @Test
    void hostileValuesStayText() {
        wide.open(page("hostile"), "");

        assertThat(wide.driver().getTitle()).isNotEqualTo("owned");
        assertThat(wide.evaluate("return document.querySelectorAll('b b, script:not([type])').length"))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({
        "stored,light",
        "stored,dark",
        "pass,dark",
        "compare,light",
        "compare,dark",
        "subjects,light",
        "subjects,dark"
    })
    void breaksNoRuleOfAccessibility(String name, String scheme) {
        wide.scheme(scheme);
        wide.open(page(name), name.equals("stored") ? CASE : "");
        wide.evaluate(OPEN_ALL);

        List<Rule> violations = new AxeBuilder().analyze(wide.driver()).getViolations();

        assertThat(violations)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }

    @Test
    void fitsANarrowScreen() {
        try (Browser narrow = Browser.start(360, true)) {
            for (String name : List.of("fail", "stored", "hostile", "compare", "subjects")) {
                narrow.open(page(name), "");
                narrow.evaluate(OPEN_ALL);

                assertThat(narrow.evaluate("return innerWidth")).isEqualTo(360L);
                assertThat((List<?>) narrow.evaluate(WIDER_THAN_THE_SCREEN))
                        .as(
                                "on the page %s nothing but tables and pictures in their own frames is wider than the screen",
                                name)
                        .isEmpty();
                assertThat((Long) narrow.evaluate("return document.documentElement.scrollWidth"))
                        .as(name)
                        .isLessThanOrEqualTo(360L);
            }
        }
    }

    @Test
    void isWholeWithoutScripts() {
        try (Browser without = Browser.start(1280, false)) {
            without.open(page("fail"), "");

            assertThat(without.driver().findElements(By.cssSelector(".tools button")))
                    .as("what needs a script is not there")
                    .isEmpty();
            WebElement box = without.driver().findElement(By.cssSelector(CASE));
            assertThat(box.findElement(By.cssSelector("figure.whole svg")).isDisplayed())
                    .isTrue();
            assertThat(box.getText()).contains("The whole case", "Close-up", "DUPLICATED-1");
        }
    }

    @Test
    void printsEverything() {
        wide.open(page("fail"), "");
        Map<String, Object> printed = wide.command("Page.printToPDF", Map.of("printBackground", true));

        byte[] pdf = Base64.getDecoder().decode((String) printed.get("data"));
        assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
        assertThat(wide.evaluate("var n = 0; dispatchEvent(new Event('beforeprint'));"
                        + " document.querySelectorAll('details:not([open])').forEach(() => n++);"
                        + " dispatchEvent(new Event('afterprint')); return n"))
                .as("details that stay closed on paper")
                .isEqualTo(0L);
    }

    @Test
    void paperHasWhatIsClosedOnTheScreenWithoutAnyScript() {
        try (Browser without = Browser.start(1280, false)) {
            without.open(page("stored"), "");
            assertThat(without.driver().findElements(By.cssSelector("details:not([open])")))
                    .isNotEmpty();
            assertThat((List<?>) without.evaluate(HIDDEN))
                    .as("on the screen something is closed, or this shows nothing")
                    .isNotEmpty();

            without.command("Emulation.setEmulatedMedia", Map.of("media", "print"));

            assertThat((List<?>) without.evaluate(HIDDEN)).isEmpty();
        }
    }

    @Test
    void aMillionEventsAreRenderedInFiveSecondsAndOpenInTwo() throws IOException {
        Results million = SampleResults.manyEvents(1_000_000);

        long began = System.nanoTime();
        Reports.writeAll(million, dir.resolve("million"));
        Duration rendered = Duration.ofNanos(System.nanoTime() - began);

        assertThat(rendered).isLessThan(Duration.ofSeconds(5));
        assertThat(Files.size(page("million"))).isLessThan(2_000_000L);
        wide.open(page("million"), CASE);
        Number opened = (Number) wide.evaluate("return performance.getEntriesByType('navigation')[0].loadEventEnd");
        assertThat(opened.doubleValue())
                .as("milliseconds until the page is there")
                .isBetween(1.0, 2_000.0);
        assertThat(wide.driver().findElement(By.id("limits")).getText()).contains("of 1,000,000 events are kept here");
        assertThat(wide.driver().findElements(By.cssSelector(CASE + " tr.proof")))
                .as("events that prove anomalies")
                .hasSize(5);
    }

    @Test
    void enlargesByKeyboard() {
        wide.open(page("fail"), CASE);
        WebElement figure = wide.driver().findElement(By.cssSelector(CASE + " figure.whole"));
        WebElement line = figure.findElement(By.cssSelector("g.line .step"));

        focus(figure.findElement(By.xpath(".//button[text()='Enlarge']")));
        new Actions(wide.driver()).sendKeys(Keys.ENTER).perform();

        assertThat(line.getAttribute("transform")).startsWith("matrix(2 ");
    }

    private static void focus(WebElement element) {
        wide.driver().executeScript("arguments[0].focus()", element);
    }

    @Test
    void canBeUsedByKeyboardOnly() {
        wide.open(page("fail"), "");
        var keys = new Actions(wide.driver());
        WebElement closed = wide.driver().findElement(By.cssSelector("details.case:not([open]) > summary"));
        String id = (String) wide.evaluate("return document.querySelector('details.case:not([open])').id");

        for (int tabs = 0;
                tabs < 200 && !wide.driver().switchTo().activeElement().equals(closed);
                tabs++) {
            keys.sendKeys(Keys.TAB).perform();
        }
        assertThat(wide.driver().switchTo().activeElement()).isEqualTo(closed);
        keys.sendKeys(Keys.ENTER).perform();

        assertThat(wide.evaluate("return document.getElementById('" + id + "').open"))
                .isEqualTo(true);
    }

    @Test
    void enlargesAStretchAndReadsValuesOffIt() {
        wide.open(page("fail"), CASE);
        WebElement figure = wide.driver().findElement(By.cssSelector(CASE + " figure.whole"));
        WebElement line = figure.findElement(By.cssSelector("g.line .step"));
        String before = line.getAttribute("transform");

        figure.findElement(By.xpath(".//button[text()='Enlarge']")).click();
        assertThat(line.getAttribute("transform")).startsWith("matrix(2 ").isNotEqualTo(before);
        figure.findElement(By.xpath(".//button[text()='Whole']")).click();
        assertThat(line.getAttribute("transform")).startsWith("matrix(1 ");

        new Actions(wide.driver())
                .moveToElement(figure.findElement(By.tagName("svg")), 100, 0)
                .perform();
        assertThat(figure.findElement(By.tagName("output")).getText()).contains("committed offset", "partition 0");
    }

    @Test
    void filtersTheAnomaliesAndKeepsTheFilterInTheAddress() {
        wide.open(page("fail"), "#anomalies?LOST");

        assertThat(wide.evaluate("return document.querySelectorAll('[data-row]:not([hidden])').length"))
                .isEqualTo(1L);
        wide.driver().findElement(By.id("filter")).sendKeys(" nowhere");
        assertThat(wide.evaluate("return document.querySelectorAll('[data-row]:not([hidden])').length"))
                .isEqualTo(0L);
        assertThat(wide.driver().getCurrentUrl()).endsWith("#anomalies?LOST%20nowhere");
    }
}
