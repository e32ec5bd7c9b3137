package dev.sinkproof.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.SampleResults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLimitTest {
    private static final int EVENTS = 1_000_000;

    @Test
    void whatCanBeLookedAtIsLeftAsItIs() {
        Results few = SampleResults.fail();

        assertThat(EventLimit.apply(few)).isSameAs(few);
    }

    @Test
    void ofAMillionEventsProofsAndFaultsStayAndThePageSaysHowManyThereWere() {
        Results results = SampleResults.manyEvents(EVENTS);
        CaseResult before = crowded(results);

        CaseResult after = crowded(EventLimit.apply(results));

        assertThat(after.timeline()).hasSizeLessThanOrEqualTo(EventLimit.EVENTS_MAX + 100);
        assertThat(after.timeline()).containsAll(proofs(before));
        assertThat(after.timeline().stream().filter(each -> each.name().equals(EventNames.FAULT_FIRED)))
                .isNotEmpty();
        assertThat(after.timelineTotal()).isEqualTo(EVENTS);
    }

    @Test
    void aMillionEventsMakeASmallPageThatSaysWhatIsCut() {
        String page = HtmlReport.render(SampleResults.manyEvents(EVENTS));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(HtmlReport.PAGE_CHARS_MAX);
        assertThat(page).contains("of 1,000,000 events are kept here", "The whole case", "DUPLICATED-1", "LOST-1");
    }

    @Test
    void aRefusalIsNoEverydayEvent() {
        assertThat(EventRow.everyday(ack("ok"))).isTrue();
        assertThat(EventRow.everyday(ack("error"))).isFalse();
    }

    private static TimelineEvent ack(String outcome) {
        return new TimelineEvent(1, 1, "link:worker-1", "target.ack", null, List.of(), Map.of("outcome", outcome));
    }

    private static CaseResult crowded(Results results) {
        return results.cases().stream()
                .max(Comparator.comparingInt(each -> each.timeline().size()))
                .orElseThrow();
    }

    private static List<TimelineEvent> proofs(CaseResult result) {
        List<Long> named = new ArrayList<>();
        result.anomalies().forEach(anomaly -> named.addAll(anomaly.events()));
        return result.timeline().stream()
                .filter(each -> named.contains(each.sequence()))
                .toList();
    }
}
