package dev.sinkproof.reports;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.text.SafeText;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML: one test case for each case. Refuted is a failure, inconclusive is an error, not applicable is skipped with
 * its reason, partial passes with a note. What concerns no single case (an interrupted run, a run without cases, a verdict
 * that no case explains) is a test case of its own, so that it cannot pass unseen.
 */
public final class JUnitXmlReport {
    private static final int RANGES_MAX = 20;

    private final XMLStreamWriter xml;
    private final Results results;

    private final List<String> holes;

    private JUnitXmlReport(XMLStreamWriter xml, Results results, List<String> holes) {
        this.xml = xml;
        this.results = results;
        this.holes = holes;
    }

    /** The report as one XML document. */
    public static String render(Results results) {
        return render(results, List.of());
    }

    /**
     * The report as one XML document.
     *
     * @param holes what is missing in the results, in words
     */
    public static String render(Results results, List<String> holes) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JUnitXmlReport(xml, results, holes).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("JUnit XML cannot be written", e);
        }
        return text.toString();
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line("");
        xml.writeStartElement("testsuites");
        totals(results.tool());
        line("  ");
        suite();
        line("");
        xml.writeEndElement();
        line("");
        xml.writeEndDocument();
    }

    private void suite() throws XMLStreamException {
        xml.writeStartElement("testsuite");
        totals("sinkproof: " + results.subject().name());
        attribute("timestamp", Human.isoSeconds(results.createdAtMicros()));
        properties();
        for (CaseResult result : results.cases()) {
            testCase(result);
        }
        for (Whole whole : wholes()) {
            wholeCase(whole);
        }
        if (!results.notRun().isEmpty()) {
            systemOut(lines(notRun()));
        }
        line("  ");
        xml.writeEndElement();
    }

    private void totals(String name) throws XMLStreamException {
        attribute("name", name);
        attribute("tests", Long.toString(results.cases().size() + wholes().size()));
        attribute("failures", Long.toString(count(Outcome.FAIL)));
        attribute("errors", Long.toString(count(Outcome.INCONCLUSIVE)));
        attribute("skipped", Long.toString(count(Outcome.NOT_APPLICABLE)));
        attribute(
                "time",
                seconds(results.cases().stream()
                        .mapToLong(CaseResult::durationMillis)
                        .sum()));
    }

    private long count(Outcome outcome) {
        long cases = results.cases().stream()
                .filter(result -> result.outcome() == outcome)
                .count();
        return cases
                + wholes().stream().filter(whole -> whole.outcome() == outcome).count();
    }

    private void properties() throws XMLStreamException {
        line("    ");
        xml.writeStartElement("properties");
        property("seed", Long.toString(results.seed()));
        property("outcome", results.outcome().label());
        property("complete", Boolean.toString(results.complete()));
        property("claim", results.subject().contract().guarantee().label());
        property("reproduce", results.reproduce());
        for (var entry : new TreeMap<>(results.environment()).entrySet()) {
            property("environment." + entry.getKey(), entry.getValue());
        }
        line("    ");
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        line("      ");
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testCase(CaseResult result) throws XMLStreamException {
        start(result.plan().scenario().caseId(), result.durationMillis());
        switch (result.outcome()) {
            case FAIL -> problem("failure", kinds(result), result.sentence(), details(result));
            case INCONCLUSIVE -> problem("error", "inconclusive", result.sentence(), details(result));
            case NOT_APPLICABLE -> skipped(result.sentence());
            case PARTIAL -> systemOut("PARTIAL: " + SafeText.of(result.sentence()) + details(result));
            case PASS -> systemOut(SafeText.of(result.sentence()));
        }
        end();
    }

    private void start(String name, long millis) throws XMLStreamException {
        line("    ");
        xml.writeStartElement("testcase");
        attribute("classname", "sinkproof." + results.subject().name().replace('.', '_'));
        attribute("name", name);
        attribute("time", seconds(millis));
    }

    private void end() throws XMLStreamException {
        line("    ");
        xml.writeEndElement();
    }

    private void problem(String element, String type, String message, String details) throws XMLStreamException {
        line("      ");
        xml.writeStartElement(element);
        attribute("message", message);
        attribute("type", type);
        xml.writeCharacters(details);
        xml.writeEndElement();
    }

    private void skipped(String message) throws XMLStreamException {
        line("      ");
        xml.writeEmptyElement("skipped");
        attribute("message", message);
    }

    private void systemOut(String text) throws XMLStreamException {
        line("      ");
        xml.writeStartElement("system-out");
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String kinds(CaseResult result) {
        String kinds = result.anomalies().stream()
                .filter(anomaly -> anomaly.kind().breaks(result.plan().subject().contract()))
                .map(anomaly -> anomaly.kind().name())
                .distinct()
                .collect(Collectors.joining(","));
        return kinds.isEmpty() ? "refuted" : kinds;
    }

    private static String details(CaseResult result) {
        Stream<String> checks = result.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASS)
                .map(check -> check.checker() + ": " + check.outcome().label() + ": " + check.summary());
        Stream<String> anomalies = result.anomalies().stream().flatMap(JUnitXmlReport::details);
        Stream<String> ways = Stream.of("run directory: " + result.runDirectory(), "reproduce: " + result.reproduce());
        return lines(Stream.of(checks, anomalies, ways).flatMap(Function.identity()));
    }

    private static String lines(Stream<String> lines) {
        return lines.map(SafeText::of).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static Stream<String> details(Anomaly anomaly) {
        String found = anomaly.id() + " (" + anomaly.kind().name() + ", " + Human.count(anomaly.count()) + "): "
                + anomaly.explanation();
        return Stream.concat(
                Stream.of(found), anomaly.offsets().stream().map(offsets -> "  offsets: " + offsets(offsets)));
    }

    private static String offsets(PartitionOffsets all) {
        int left = all.ranges().size() - RANGES_MAX;
        String shown = left <= 0
                ? all.describe()
                : new PartitionOffsets(
                                        all.topic(),
                                        all.partition(),
                                        all.ranges().subList(0, RANGES_MAX))
                                .describe()
                        + " … and " + Human.count(left, "range") + " more";
        return all.topic() + " " + shown;
    }

    // ---- what concerns no single case

    private record Whole(String name, Outcome outcome, String message) {}

    private List<Whole> wholes() {
        if (!holes.isEmpty()) {
            return List.of(new Whole(
                    "results-whole",
                    Outcome.INCONCLUSIVE,
                    "The results are damaged, so that what is missing cannot be judged: " + String.join("; ", holes)));
        }
        if (!results.complete()) {
            return List.of(new Whole(
                    "suite-complete",
                    Outcome.INCONCLUSIVE,
                    "The run was interrupted: what is reported is true, but not all was run."));
        }
        if (results.cases().isEmpty()) {
            return List.of(new Whole("suite", worst(Outcome.INCONCLUSIVE), "No case was run: " + results.headline()));
        }
        Outcome worst =
                results.cases().stream().map(CaseResult::outcome).reduce(Outcome.NOT_APPLICABLE, Outcome::worse);
        boolean explained = worst.worse(results.outcome()) == worst
                || (results.outcome() != Outcome.FAIL && results.outcome() != Outcome.INCONCLUSIVE);
        return explained ? List.of() : List.of(new Whole("suite", results.outcome(), results.headline()));
    }

    private Outcome worst(Outcome least) {
        return least.worse(results.outcome());
    }

    private void wholeCase(Whole whole) throws XMLStreamException {
        start(whole.name(), 0);
        boolean failed = whole.outcome() == Outcome.FAIL;
        problem(
                failed ? "failure" : "error",
                failed ? "refuted" : "inconclusive",
                whole.message(),
                lines(Stream.concat(notRun(), Stream.of("reproduce: " + results.reproduce()))));
        end();
    }

    private Stream<String> notRun() {
        return results.notRun().stream().map(why -> "not run: " + why);
    }

    // ---- writing

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, SafeText.of(value));
    }

    private void line(String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }
}
