package dev.sinkproof.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Prices;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.ParsedPage;
import dev.sinkproof.reports.SampleResults;
import dev.sinkproof.reports.json.ResultsJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class HtmlReportTest {
    private static final String DUPLICATED = "case-crash-after-target-write-3rd-write-restart";
    private static final String LOST = "case-crash-after-target-write-flush-ahead";

    static Stream<Results> samples() {
        return Stream.of(
                SampleResults.pass(),
                SampleResults.fail(),
                SampleResults.inconclusive(),
                SampleResults.incomplete(),
                SampleResults.empty(),
                SampleResults.hostile("plain"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void idsAreUniqueAndEveryLinkInsideThePageLeadsSomewhere(Results results) {
        ParsedPage page = ParsedPage.html(HtmlReport.render(results));

        Set<String> ids = new HashSet<>();
        page.all("*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> assertThat(ids.add(id)).as("id %s is unique", id).isTrue());
        links(page)
                .filter(link -> link.startsWith("#"))
                .forEach(link -> assertThat(ids).contains(link.substring(1)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingIsLoadedFromAnywhere(Results results) {
        ParsedPage page = ParsedPage.html(HtmlReport.render(results));

        assertThat(links(page))
                .allMatch(link -> link.startsWith("#")
                        || link.startsWith("./")
                        || link.startsWith("data:image/svg+xml,")
                        || link.equals("results.json"));
        assertThat(page.all("*")).noneMatch(element -> element.hasAttribute("src") || element.hasAttribute("style"));
        assertThat(page.all("*"))
                .noneMatch(element -> element.getTagName().matches("img|iframe|object|embed|base|form"));
        assertThat(Resource.text("report.css")).doesNotContain("@import").doesNotContain("http");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void thePolicyAllowsTheOneScriptByItsHash(Results results) throws Exception {
        ParsedPage page = ParsedPage.html(HtmlReport.render(results));

        String policy = page.all("meta").stream()
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .findFirst()
                .orElseThrow()
                .getAttribute("content");
        List<Element> scripts = page.all("script").stream()
                .filter(script -> !script.hasAttribute("type"))
                .toList();
        assertThat(scripts).hasSize(1);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(scripts.get(0).getTextContent().getBytes(StandardCharsets.UTF_8));
        assertThat(policy)
                .startsWith("default-src 'none'; style-src 'unsafe-inline'; ")
                .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("unsafe-eval");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameResultsMakeTheSamePage(Results results) {
        assertThat(HtmlReport.render(results)).isEqualTo(HtmlReport.render(results));
    }

    @Test
    void theBannerSaysTheVerdictOnceWithIconAndWord() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.fail()));

        Element banner = page.withId("verdict");
        assertThat(ParsedPage.text(page.only("h1")))
                .isEqualTo("debezium-jdbc-insert → PostgreSQL is not effectively-once under crash-after-target-write");
        assertThat(ParsedPage.text(banner))
                .contains("FAIL")
                .contains("3 refuted 0 upheld 0 undecided of the claims that effectively-once makes")
                .contains("8254117209115")
                .contains("2026-07-31 14:03:12 UTC")
                .contains("embedded · cores 2")
                .contains("./sinkproof run --subject examples/debezium-jdbc-insert.properties");
        assertThat(page.all("use")).anyMatch(use -> use.getAttribute("href").equals("#i-fail"));
    }

    @Test
    void guaranteesNameTheStrongestThatHeldAndTheWeakestThatDidNot() {
        ParsedPage fail = ParsedPage.html(HtmlReport.render(SampleResults.fail()));
        ParsedPage pass = ParsedPage.html(HtmlReport.render(SampleResults.pass()));

        assertThat(ParsedPage.text(fail.withId("guarantees")))
                .contains("Strongest not refuted none")
                .contains("Weakest refuted at-least-once and at-most-once that also rules out effectively-once");
        assertThat(ParsedPage.text(pass.withId("guarantees")))
                .contains("Strongest not refuted effectively-once")
                .contains("Weakest refuted none");
    }

    @Test
    void theMatrixGivesNumbersAndReasons() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.fail()));

        String matrix = ParsedPage.text(page.withId("matrix"));
        assertThat(matrix)
                .contains("crash-after-target-write/flush-ahead 20,000 18,750 ✕ 1,250 0 0 – 0 0 2.9 s none FAIL")
                .contains("– – – – – – – – not reached – N/A No environment at hand can restart a broker")
                .contains("INCONCLUSIVE The fault did not fire");
    }

    @Test
    void aCaseTellsWhatTheReferenceSinkShowedUnderTheSamePlan() {
        String page = ParsedPage.text(
                ParsedPage.html(HtmlReport.render(SampleResults.measured())).only("body"));

        assertThat(page)
                .contains(
                        "Whose it is. The reference sink jdbc-idempotent went through the same plan and showed no LOST:"
                                + " that is the connector's. Evidence: jdbc-idempotent/same/1");
        assertThat(HtmlReport.render(SampleResults.fail())).doesNotContain("Whose it is");
    }

    @Test
    void anAnomalyCardHasOffsetsStoryEventsCulpritAndRemedy() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.fail()));

        Element card = page.withId(DUPLICATED + "-DUPLICATED-1");
        assertThat(ParsedPage.text(card))
                .contains("DUPLICATED-1 50 records breaks the claimed effectively-once")
                .contains("p1: 4711–4712, 4720")
                .contains("14:03:18.219232 worker-1 is killed; the last committed offset of p0 is 800")
                .contains("Caused by the connector")
                .contains("Remedy insert.mode=insert without a primary key");
        assertThat(card.getElementsByTagName("ol").getLength()).isEqualTo(1);
        assertThat(ParsedPage.text(page.withId(LOST + "-LOST-1")))
                .contains("and 20 ranges more, in results.json")
                .contains("Not all ranges are kept here")
                .contains("in the run directory's timeline: #99999");
    }

    @Test
    void everyEventThatProvesAnAnomalyHasAnAnchorAndIsDrawnByItself() {
        Results results = SampleResults.fail();
        ParsedPage page = ParsedPage.html(HtmlReport.render(results));

        results.cases().get(2).anomalies().get(0).events().forEach(sequence -> {
            String anchor = DUPLICATED + "-e" + sequence;
            assertThat(page.withId(anchor).getTagName()).isEqualTo("tr");
            assertThat(links(page).filter(link -> link.equals("#" + anchor)).count())
                    .as("links from card, close-up and whole picture to %s", anchor)
                    .isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void picturesSayInWordsWhatTheyShow() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.fail()));

        List<Element> pictures = page.all("svg").stream()
                .filter(svg -> svg.hasAttribute("aria-labelledby"))
                .toList();
        assertThat(pictures).hasSizeGreaterThan(5).allSatisfy(picture -> {
            assertThat(ParsedPage.text(
                            (Element) picture.getElementsByTagName("title").item(0)))
                    .isNotEmpty();
            assertThat(ParsedPage.text(
                            (Element) picture.getElementsByTagName("desc").item(0)))
                    .contains("worker-1", "commits");
        });
        assertThat(page.text()).contains("Close-up: worker.kill at the 3rd target.ack with durable=true");
    }

    @Test
    void theCostOfRequestsAndOfObjectsIsTold() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.stored()));

        assertThat(ParsedPage.text(page.withId("cost")))
                .contains("crash-after-target-write/3rd-write-restart 80 write 80 4.0 27,307 3.0 MiB 0 20,500 500")
                .contains("CompleteMultipartUpload 99 (4,950 for 1 M records, 101,376 for 1 GiB)"
                        + " UploadPart 120 (6,000 for 1 M records, 122,880 for 1 GiB)"
                        + " 99 10.3 KiB 10.0 KiB ▲ 2 1.0 MiB 1.5 MiB 512.0 KiB 10,950 420.0 ms 2.9 s 3.1 s – –")
                .contains("nobody has said what they cost");
    }

    @Test
    void whatIsPaidIsToldInTheUsersMoney() {
        Prices prices = new Prices("EUR", "2026-02-28", false, Map.of(Prices.OTHER, "1"), "2", 48);
        String cost = ParsedPage.text(
                ParsedPage.html(HtmlReport.render(SampleResults.stored().withPrices(prices)))
                        .withId("cost"));

        assertThat(cost)
                .contains("3.1 s 0.219 EUR 11 EUR")
                .contains("Prices in EUR, as of 2026-02-28")
                .contains("for a million records")
                .doesNotContain("an example");
    }

    @Test
    void recoveryTellsWhatLiveProducersWaited() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.measured()));

        String recovery = ParsedPage.text(page.withId("recovery"));
        assertThat(recovery).contains(" before, ", " while behind");
        assertThat(recovery).doesNotContain("Latency of live producers during catch-up was not collected");
    }

    @Test
    void whatIsNotShownIsSaid() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.fail()));

        assertThat(ParsedPage.text(page.withId("limits")))
                .contains("crash-after-target-write/zombie: needs the capability worker.pause")
                .contains("Columns that the subject adds by itself. fidelity")
                .contains("557 of 3,769 events are kept here")
                .contains("not all offset ranges of LOST-1 are kept here");
    }

    @Test
    void anInterruptedRunIsShownAsIncomplete() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.incomplete()));

        assertThat(ParsedPage.text(page.all("title").get(0))).startsWith("INCOMPLETE · ");
        assertThat(page.text())
                .contains("INCOMPLETE This run was interrupted or killed")
                .contains("The target was not read, so nothing can be said about what it holds.")
                .contains("The liveness phase was not reached")
                .contains("Planned, but nothing became of it: worker.kill at the 1st target.ack");
    }

    @Test
    void resultsWithoutCasesStillMakeAPage() {
        ParsedPage page = ParsedPage.html(HtmlReport.render(SampleResults.empty()));

        assertThat(page.text())
                .contains("No scenario matches 'crash-*-typo'")
                .contains("No case was run, so there is nothing to show here.")
                .contains("No guarantee was judged.")
                .contains("inferred: the subject file states none");
    }

    @Test
    void theResultsAreInsideThePage() throws Exception {
        Results results = SampleResults.inconclusive();
        Results large = SampleResults.fail();

        Results inside = embedded(HtmlReport.render(results));
        Results insideLarge = embedded(HtmlReport.render(large));

        assertThat(embedded(HtmlReport.render(SampleResults.empty()))).isEqualTo(SampleResults.empty());
        assertThat(inside.headline()).isEqualTo(results.headline());
        assertThat(insideLarge.cases().get(2).anomalies())
                .isEqualTo(large.cases().get(2).anomalies());
        assertThat(insideLarge.cases().get(2).timeline()).hasSize(5);
        assertThat(HtmlReport.render(large))
                .contains("leaves out quantities over time and raw events that prove no anomaly");
    }

    @Test
    void aTypicalPageIsSmall() {
        assertThat(HtmlReport.render(SampleResults.fail()).length()).isLessThan(500_000);
        assertThat(HtmlReport.render(SampleResults.pass()).length()).isLessThan(500_000);
    }

    @Test
    void aVeryLargeSuiteLosesPicturesButNoAnomaly() {
        String html = HtmlReport.render(SampleResults.large(90));

        assertThat(html.length()).isLessThanOrEqualTo(HtmlReport.PAGE_CHARS_MAX);
        assertThat(html).contains("To keep this page small");
        assertThat(ParsedPage.html(html).all("article")).hasSize(30);
    }

    private static Results embedded(String html) throws Exception {
        String json = ParsedPage.html(html).withId("results").getTextContent();
        return ResultsJson.results(ResultsJson.tree(json));
    }

    private static Stream<String> links(ParsedPage page) {
        return page.all("*").stream()
                .map(element -> element.getAttribute("href"))
                .filter(href -> !href.isEmpty());
    }
}
