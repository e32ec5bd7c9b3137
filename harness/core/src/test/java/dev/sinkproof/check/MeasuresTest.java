package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.model.Counts;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final String PUT = FaultPoint.TASK_PUT_ENTER.id();

    @Test
    void countsWhatWasHandedOverAgain() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 2, 100, 10);
        run.event(0, "worker-1", PUT, "t-0", Run.span(0, 0, 49), Run.span(1, 0, 9));
        run.event(10, "worker-2", PUT, "t-0", Run.span(0, 30, 99));
        run.event(20, "worker-2", PUT, "t-0");

        Map<String, Long> counts = Measures.of(run.evidence()).counts();

        assertThat(counts)
                .containsEntry(PUT, 3L)
                .containsEntry(Counts.DELIVERED, 130L)
                .containsEntry(Counts.REDELIVERED, 20L);
    }

    @Test
    void showsACommitThatRanAheadOfWhatWasDurable() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 100, 10);
        run.commits.clear();
        for (int ordinal = 0; ordinal < 50; ordinal++) {
            run.insert(1_000, "7", 0, ordinal);
        }
        run.insert(2_000, "8", 0, 60);
        run.commit(3, 0, 80);
        run.event(0, "worker-1", PUT, "t-0", Run.span(0, 0, 99));
        run.event(10_000, "worker-1", PUT, "t-0");

        List<Series> series = Measures.of(run.evidence()).series();

        assertThat(of(series, Series.DURABLE, "p0").last())
                .as("record 60 is there, but 50 is not")
                .isEqualTo(50);
        assertThat(of(series, Series.COMMITTED, "p0").last()).isEqualTo(80);
        assertThat(of(series, Series.DELIVERED, "").last()).isEqualTo(100);
    }

    @Test
    void lagIsWhatWasAcknowledgedAndNotCommitted() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 100, 10);
        run.commits.clear();
        run.commit(5, 0, 40);
        produced(run, 1_000, 70);
        produced(run, 9_000, 100);

        List<Long> lag =
                of(Measures.of(run.evidence()).series(), Series.LAG, "").values();

        assertThat(lag).startsWith(70L).contains(30L).endsWith(60L);
    }

    @Test
    void pairsRequestsWithTheirAnswers() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        link(run, 1_000, FaultPoint.TARGET_REQUEST, Map.of("kind", "write", "connection", "1", "cycle", "1"));
        link(run, 4_500, FaultPoint.TARGET_ACK, Map.of("connection", "1", "cycle", "1", "rows", "8"));
        link(
                run,
                9_000,
                FaultPoint.TARGET_ACK,
                Map.of("connection", "1", "cycle", "2", "rows", "many", "outcome", "error"));

        Measures measures = Measures.of(run.evidence());

        assertThat(measures.counts())
                .containsEntry(Counts.REQUESTS + "write", 1L)
                .containsEntry(Counts.ROWS, 8L)
                .containsEntry(Counts.REFUSED, 1L);
        assertThat(of(measures.series(), Series.TARGET_LATENCY, "").max()).isEqualTo(3_500);
        assertThat(of(measures.series(), Series.TARGET_ACKS, "").last()).isEqualTo(2);
    }

    @Test
    void tellsWritesThatFailedFromAccessThatWasDenied() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        refused(run, 1_000, Map.of("kind", "write", "sqlstate", "40001"));
        refused(run, 2_000, Map.of("kind", "write", "status", "503"));
        refused(run, 3_000, Map.of("kind", "write", "sqlstate", "42501"));
        refused(run, 4_000, Map.of("kind", "read", "status", "403"));
        refused(run, 5_000, Map.of("kind", "write+commit", "sqlstate", "28000"));
        refused(run, 6_000, Map.of("kind", "read", "status", "404"));
        link(run, 9_000, FaultPoint.TARGET_ACK, Map.of("kind", "write", "outcome", "ok"));

        Measures measures = Measures.of(run.evidence());

        assertThat(measures.counts()).containsEntry(Counts.REFUSED, 6L).containsEntry(Counts.DENIED, 3L);
        assertThat(of(measures.series(), Series.WRITE_ERRORS, "").last()).isEqualTo(2);
        assertThat(of(measures.series(), Series.ACCESS_DENIALS, "").values())
                .contains(0L, 1L, 2L)
                .endsWith(3L);
    }

    @Test
    void aRefusalInTheTargetsSteadIsOneToTheConnector() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        disturbed(run, 1_000, Map.of("answered", "target.request", "kind", "write", "status", "503"));
        disturbed(run, 2_000, Map.of("answered", "target.request", "kind", "write", "status", "403"));
        disturbed(run, 3_000, Map.of("answered", "target.ack", "kind", "write", "sqlstate", "40001"));
        disturbed(run, 4_000, Map.of("answered", "target.request", "kind", "read", "status", "200"));
        disturbed(run, 5_000, Map.of("detail", "slower by 200 ms"));
        link(run, 9_000, FaultPoint.TARGET_ACK, Map.of("kind", "write", "outcome", "ok"));

        Measures measures = Measures.of(run.evidence());

        assertThat(measures.counts()).containsEntry(Counts.REFUSED, 3L).containsEntry(Counts.DENIED, 1L);
        assertThat(of(measures.series(), Series.WRITE_ERRORS, "").last()).isEqualTo(2);
        assertThat(of(measures.series(), Series.ACCESS_DENIALS, "").last()).isEqualTo(1);
    }

    private static void disturbed(Run run, long micros, Map<String, String> facts) {
        run.events.add(new TimelineEvent(
                run.events.size() + 1,
                Run.START_MICROS + micros,
                "link:worker-1",
                EventNames.LINK_DISTURBED,
                null,
                List.of(),
                facts));
    }

    @Test
    void aSessionThatWasRefusedIsADenialThoughNoRequestShowsIt() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        run.event(0, "worker-1", PUT, "t-0");
        run.event(9_000, "worker-1", PUT, "t-0");
        run.logs = new WorkerLogs(
                List.of(
                        warning(3_000, "FATAL: password authentication failed for user \"sink\""),
                        warning(4_000, "The connection attempt failed.")),
                0);

        List<Series> series = Measures.of(run.evidence()).series();

        assertThat(of(series, Series.ACCESS_DENIALS, "").values())
                .startsWith(0L)
                .endsWith(1L);
        assertThat(of(series, Series.WRITE_ERRORS, "").max()).isZero();
    }

    @Test
    void countsObjectsAndUploadsAsTheyComeAndGo() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        operation(run, 0, "CreateMultipartUpload", "a", "ok");
        operation(run, 2_000, "CreateMultipartUpload", "b", "ok");
        operation(run, 4_000, "CompleteMultipartUpload", "a", "ok");
        operation(run, 5_000, "PutObject", "a", "ok");
        operation(run, 6_000, "PutObject", "c", "ok");
        operation(run, 7_000, "PutObject", "d", "error");
        operation(run, 8_000, "DeleteObject", "a", "ok");
        operation(run, 9_000, "HeadObject", "c", "ok");

        List<Series> series = Measures.of(run.evidence()).series();

        assertThat(of(series, Series.OBJECTS, "").values())
                .startsWith(0L)
                .contains(1L, 2L)
                .endsWith(1L);
        assertThat(of(series, Series.UPLOADS, "").values())
                .startsWith(1L)
                .contains(2L)
                .endsWith(1L);
    }

    @Test
    void addsUpTheBytesOfEachLink() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        link(run, 1_000, FaultPoint.TARGET_REQUEST, Map.of("linkBytesToTarget", "700"));
        link(run, 2_000, FaultPoint.TARGET_ACK, Map.of("linkBytesToTarget", "900"));
        // Another connection of the link had told its figure a moment before.
        link(run, 3_000, FaultPoint.TARGET_REQUEST, Map.of("linkBytesToTarget", "850"));
        run.events.add(new TimelineEvent(
                99,
                Run.START_MICROS + 4_000,
                "link:worker-2",
                FaultPoint.TARGET_REQUEST.id(),
                null,
                List.of(),
                Map.of("linkBytesToTarget", "50")));

        assertThat(Measures.of(run.evidence()).counts()).containsEntry(Counts.BYTES, 950L);
    }

    @Test
    void followsHowLongProducersWait() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 100, 10);
        produced(run, 1_000, 70, 4_000);
        produced(run, 9_000, 100, 25_000);

        List<Long> latency = of(Measures.of(run.evidence()).series(), Series.PRODUCER_LATENCY, "")
                .values();

        assertThat(latency).startsWith(4_000L).contains(0L).endsWith(25_000L);
    }

    @Test
    void saysNothingOverTimeWhenNoTimePassed() throws IOException {
        assertThat(Measures.of(Run.of(WriteModel.UPSERT, 1, 10, 10).evidence()).series())
                .isEmpty();
    }

    @Test
    void keepsThePassingsRightBeforeAndAfterAFault() throws IOException {
        List<TimelineEvent> events = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            String name = i == 10_000 ? EventNames.FAULT_FIRED : PUT;
            events.add(new TimelineEvent(i, i, "worker-1", name, "t-0", List.of(), Map.of()));
        }

        TimelineExcerpt excerpt = TimelineExcerpt.of(consumer -> events.forEach(consumer), java.util.Set.of());

        assertThat(excerpt.events())
                .hasSizeLessThanOrEqualTo(dev.sinkproof.model.CaseResult.TIMELINE_MAX)
                .containsSubsequence(events.subList(9_980, 10_020));
    }

    /** Too long to be run again for each mutant: PIT leaves tests with this tag out. */
    @Tag("large")
    @Test
    void aMillionEventsLeaveNoMoreThanAnExcerptAndSampledSeries() throws IOException {
        int million = 1_000_000;
        TimelineMeasures measures = new TimelineMeasures();
        EvidenceStream<TimelineEvent> timeline = consumer -> {
            for (int i = 1; i <= million; i++) {
                consumer.accept(new TimelineEvent(
                        i,
                        i,
                        "link:worker-1",
                        FaultPoint.TARGET_ACK.id(),
                        null,
                        List.of(),
                        Map.of("connection", "1", "cycle", "1")));
            }
        };
        timeline.forEach(measures);
        TimelineExcerpt excerpt = TimelineExcerpt.of(timeline, java.util.Set.of());

        assertThat(measures.counts()).containsEntry(FaultPoint.TARGET_ACK.id(), (long) million);
        assertThat(measures.series(measures.moments().orElseThrow()))
                .allSatisfy(series -> assertThat(series.values()).hasSizeLessThanOrEqualTo(Series.MOMENTS_MAX));
        assertThat(excerpt.total()).isEqualTo(million);
        assertThat(excerpt.events()).hasSizeLessThanOrEqualTo(dev.sinkproof.model.CaseResult.TIMELINE_MAX);
    }

    @Test
    void keepsRefusalsThatWouldBeLostAmongAcknowledgements() throws IOException {
        List<TimelineEvent> events = new ArrayList<>();
        for (int i = 1; i <= 100_000; i++) {
            Map<String, String> facts = i % 20_000 == 7 ? Map.of("outcome", "error", "status", "403") : Map.of();
            events.add(new TimelineEvent(i, i, "link:worker-1", FaultPoint.TARGET_ACK.id(), null, List.of(), facts));
        }

        TimelineExcerpt excerpt = TimelineExcerpt.of(consumer -> events.forEach(consumer), java.util.Set.of());

        assertThat(excerpt.events())
                .extracting(TimelineEvent::sequence)
                .contains(7L, 20_007L, 40_007L, 60_007L, 80_007L);
    }

    @Test
    void isNeverLargerThanItMayBe() throws IOException {
        List<TimelineEvent> events = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            String name = i % 4_000 == 0 ? EventNames.FAULT_FIRED : i % 2 == 0 ? EventNames.TASK_STATUS : PUT;
            events.add(new TimelineEvent(i, i, "worker-1", name, "t-0", List.of(), Map.of()));
        }

        TimelineExcerpt excerpt = TimelineExcerpt.of(consumer -> events.forEach(consumer), java.util.Set.of());

        assertThat(excerpt.events())
                .hasSizeLessThanOrEqualTo(dev.sinkproof.model.CaseResult.TIMELINE_MAX)
                .extracting(TimelineEvent::name)
                .contains(EventNames.TASK_STATUS, PUT);
    }

    private static void refused(Run run, long micros, Map<String, String> facts) {
        Map<String, String> all = new HashMap<>(facts);
        all.put("outcome", "error");
        link(run, micros, FaultPoint.TARGET_ACK, all);
    }

    private static void operation(Run run, long micros, String operation, String key, String outcome) {
        link(run, micros, FaultPoint.TARGET_ACK, Map.of("operation", operation, "key", key, "outcome", outcome));
    }

    private static LogLine warning(long micros, String message) {
        return new LogLine(Run.START_MICROS + micros, "worker-1", "ERROR", "example.Sink", "task-0", message);
    }

    private static void produced(Run run, long micros, long records, long slowestMicros) {
        produced(run, micros, Map.of("records", Long.toString(records), "slowestMicros", Long.toString(slowestMicros)));
    }

    private static void produced(Run run, long micros, long records) {
        produced(run, micros, Map.of("records", Long.toString(records)));
    }

    private static void produced(Run run, long micros, Map<String, String> attributes) {
        run.events.add(new TimelineEvent(
                run.events.size() + 1,
                Run.START_MICROS + micros,
                "kafka",
                EventNames.SOURCE_PRODUCED,
                null,
                List.of(),
                attributes));
    }

    private static void link(Run run, long micros, FaultPoint point, Map<String, String> attributes) {
        run.events.add(new TimelineEvent(
                run.events.size() + 1,
                Run.START_MICROS + micros,
                "link:worker-1",
                point.id(),
                null,
                List.of(),
                attributes));
    }

    private static Series of(List<Series> all, String id, String scope) {
        return all.stream()
                .filter(series -> series.id().equals(id) && series.scope().equals(scope))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAsHandedOverAgainWhatLiesWhollyBelowWhatWas() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 100, 10);
        run.event(0, "worker-1", PUT, "t-0", Run.span(0, 0, 49));
        run.event(10, "worker-1", PUT, "t-0", Run.span(0, 10, 19));
        run.event(20, "worker-1", PUT, "t-0", Run.span(0, 50, 59));

        assertThat(Measures.of(run.evidence()).counts()).containsEntry(Counts.REDELIVERED, 10L);
    }

    @Test
    void saysNothingOfWhatWasNotSeen() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 100, 10);
        run.event(0, "worker-1", PUT, "t-0", Run.span(0, 0, 49));
        assertThat(Measures.of(run.evidence()).series()).as("a moment alone").isEmpty();

        link(run, 5, FaultPoint.TARGET_REQUEST, Map.of());
        assertThat(Measures.of(run.evidence()).series())
                .extracting(Series::id)
                .containsExactly(Series.DELIVERED, Series.COMMITTED);
        assertThat(Measures.of(run.evidence()).counts()).doesNotContainKey(Counts.BYTES);
    }

    @Test
    void tellsAcknowledgementsOfWhichNoneWasRefused() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 100, 10);
        run.fact(0, "harness", EventNames.FAULT_HEALED, Map.of());
        link(run, 5, FaultPoint.TARGET_ACK, Map.of());

        assertThat(Measures.of(run.evidence()).counts()).containsEntry(Counts.HEALED, 1L);
        assertThat(Measures.of(run.evidence()).series())
                .extracting(Series::id)
                .containsExactly(
                        Series.TARGET_ACKS,
                        Series.TARGET_LATENCY,
                        Series.WRITE_ERRORS,
                        Series.ACCESS_DENIALS,
                        Series.COMMITTED);
    }

    @Test
    void pairsRequestsOfTwoConnectionsEachWithItsOwnAnswer() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        link(run, 0, FaultPoint.TARGET_REQUEST, Map.of("connection", "1", "cycle", "1"));
        link(run, 1_000, FaultPoint.TARGET_REQUEST, Map.of("connection", "2", "cycle", "1"));
        link(run, 1_500, FaultPoint.TARGET_ACK, Map.of("connection", "2", "cycle", "1"));
        link(run, 9_000, FaultPoint.TARGET_ACK, Map.of("connection", "1", "cycle", "1"));

        Series latency = of(Measures.of(run.evidence()).series(), Series.TARGET_LATENCY, "");

        assertThat(latency.values()).contains(500L).endsWith(9_000L);
    }

    @Test
    void whatAnUpdateMadeDurableCountsAndWhatIsOfNoRecordDoesNot() throws IOException {
        Run run = Run.of(WriteModel.UPSERT_DELETE, 1, 50, 10);
        run.event(0, "worker-1", PUT, "t-0", Run.span(0, 0, 49));
        run.event(10_000, "worker-1", PUT, "t-0");
        run.change(
                1_000, TargetChange.Operation.UPDATE, run.workload.record(0, 8).fields());
        run.change(
                2_000, TargetChange.Operation.DELETE, run.workload.record(0, 9).fields());
        run.insert(3_000, "of no record", 0, 50).insert(4_000, "of another topic", 1, 20);

        Series highest = of(Measures.of(run.evidence()).series(), Series.DURABLE_HIGHEST, "p0");

        assertThat(highest.values()).startsWith(0L).endsWith(9L).containsOnly(0L, 9L);
    }

    @Test
    void anUploadThatWasBegunBeforeTheRunIsNotCountedBelowZero() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        operation(run, 0, "AbortMultipartUpload", "a", "ok");
        operation(run, 1_000, "CreateMultipartUpload", "b", "ok");
        operation(run, 2_000, "AbortMultipartUpload", "b", "error");
        operation(run, 9_000, "CopyObject", "c", "ok");

        List<Series> series = Measures.of(run.evidence()).series();

        assertThat(of(series, Series.UPLOADS, "").values()).containsOnly(0L, 1L).endsWith(1L);
        assertThat(of(series, Series.OBJECTS, "").values()).startsWith(0L).endsWith(1L);
    }

    @Test
    void whatTheTargetDoesNotAnswerWithAnErrorIsNoRefusal() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 10);
        disturbed(run, 0, Map.of("answered", "target.request", "kind", "write", "status", "399"));
        assertThat(Measures.of(run.evidence()).counts()).doesNotContainKey(Counts.REFUSED);

        disturbed(run, 1, Map.of("answered", "target.request", "kind", "write", "status", "400"));
        assertThat(Measures.of(run.evidence()).counts()).containsEntry(Counts.REFUSED, 1L);
    }
}
