package dev.sinkproof.reports.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.SampleResults;
import dev.sinkproof.reports.timeline.Picture.Bar;
import dev.sinkproof.reports.timeline.Picture.Lane;
import dev.sinkproof.reports.timeline.Picture.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final CaseResult CRASH = SampleResults.fail().cases().get(2);

    private static Map<Long, String> anchors() {
        return CRASH.anomalies().stream()
                .map(Anomaly::events)
                .flatMap(List::stream)
                .collect(Collectors.toMap(Function.identity(), sequence -> "e" + sequence));
    }

    @Test
    void aCaseHasOnePictureOfTheWholeAndACloseUpOfItsFault() {
        List<Picture> pictures = Timeline.of(CRASH, anchors());

        assertThat(pictures)
                .extracting(Picture::title)
                .containsExactly("The whole case", "Close-up: worker.kill at the 3rd target.ack with durable=true");
        assertThat(pictures.get(0).lanes())
                .extracting(Lane::label)
                .containsExactly(
                        "worker-1",
                        "task orders-0",
                        "task orders-1",
                        "link to target",
                        "commits p0",
                        "commits p1",
                        "commits p2",
                        "commits p3",
                        "harness");
        assertThat(pictures.get(0).phases()).extracting(Picture.Phase::label).contains("setup", "safety", "liveness");
    }

    @Test
    void whatWasMeasuredOverTimeHasLanesOfItsOwn() {
        CaseResult crash = SampleResults.stored().cases().get(2);

        Picture whole = Timeline.of(crash, anchors()).get(0);

        assertThat(whole.lanes())
                .filteredOn(lane -> lane.kind().equals("chart"))
                .extracting(Lane::label)
                .containsExactly(
                        "errors, denials",
                        "failed records",
                        "flush latency",
                        "lag",
                        "objects, uploads",
                        "producer latency",
                        "put, commit");
        assertThat(lane(whole, "put, commit").chart().lines())
                .extracting(Chart.Line::label)
                .containsExactly(
                        "longest put of late, by the workers' metrics",
                        "longest commit of late, by the workers' metrics");
        assertThat(lane(whole, "lag").chart().lines())
                .extracting(Chart.Line::label)
                .containsExactly("records not committed", "records not read, by the workers' metrics");
        assertThat(lane(whole, "objects, uploads").chart().lines())
                .extracting(Chart.Line::tooltip)
                .containsExactly(
                        "objects in the target: from 0 to 99, at most 99",
                        "unfinished uploads: from 2 to 2, at most 2");
        assertThat(lane(whole, "errors, denials").chart().lines())
                .extracting(Chart.Line::label)
                .containsExactly("failed writes so far", "access denials so far");
    }

    @Test
    void whereNothingWasRefusedTheLaneIsThereAndLow() {
        CaseResult crash = SampleResults.stored().cases().get(2);
        List<Series> calm = crash.series().stream()
                .map(each -> each.id().equals(Series.WRITE_ERRORS)
                        ? new Series(
                                each.id(),
                                "",
                                each.micros(),
                                Collections.nCopies(each.micros().size(), 0L))
                        : each)
                .toList();

        Lane lane = lane(Timeline.of(crash.withSeries(calm), anchors()).get(0), "errors, denials");

        assertThat(lane.chart().most()).isEqualTo("none");
        assertThat(lane.height()).isLessThan(30);
    }

    private static Lane lane(Picture picture, String label) {
        return picture.lanes().stream()
                .filter(lane -> lane.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatProvesAnAnomalyIsDrawnByItselfInEveryPicture() {
        for (Picture picture : Timeline.of(CRASH, anchors())) {
            assertThat(drawnAnchors(picture)).containsAll(anchors().values());
        }
    }

    @Test
    void everyEventIsDrawnOrCounted() {
        Picture whole = Timeline.of(CRASH, anchors()).get(0);

        assertThat(whole.events()).isEqualTo(CRASH.timeline().size());
        assertThat(whole.collapsed()).isPositive().isLessThan(whole.events());
        assertThat(whole.lanes().stream()
                        .flatMap(lane -> lane.crowds().stream())
                        .map(Picture.Many::tooltip))
                .anyMatch(tooltip -> tooltip.startsWith(
                        "75 × target acknowledged a write, 76 × write request to the target; first: "));
    }

    @Test
    void nothingWasCommittedInTheCloseUpAndItsLaneShowsThat() {
        Picture closeUp = Timeline.of(CRASH, anchors()).get(1);

        assertThat(closeUp.lanes())
                .filteredOn(lane -> lane.label().equals("offset commits"))
                .singleElement()
                .satisfies(lane -> assertThat(lane.marks()).isEmpty());
    }

    @Test
    void thePutThatWasUnderWayIsCutAtTheKill() {
        Picture whole = Timeline.of(CRASH, anchors()).get(0);

        assertThat(bars(whole).filter(bar -> bar.style().equals("put cut")))
                .singleElement()
                .satisfies(bar -> assertThat(bar.tooltip()).contains("never returned: the worker was gone after"));
    }

    @Test
    void theWorkerIsDownFromTheKillUntilItIsReadyAgain() {
        Picture whole = Timeline.of(CRASH, anchors()).get(0);

        assertThat(bars(whole).filter(bar -> bar.style().equals("down")))
                .singleElement()
                .satisfies(bar -> assertThat(bar.label()).isEqualTo("down 2.9 s"));
        assertThat(whole.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.bandWidth()).isPositive());
    }

    @Test
    void everythingStaysInsideThePicture() {
        for (Picture picture : Timeline.of(CRASH, anchors())) {
            assertThat(bars(picture)).allMatch(bar -> bar.x() >= picture.left() && bar.x() + bar.width() <= 1160);
            assertThat(marks(picture)).allMatch(mark -> mark.x() >= picture.left() && mark.x() <= 1160);
        }
    }

    @Test
    void aCaseWithoutEventsHasNoPicture() {
        assertThat(Timeline.of(SampleResults.fail().cases().get(6), Map.of())).isEmpty();
    }

    @Test
    void aCallWhoseEndWasNotKeptIsNotMadeUp() {
        List<OffsetSpan> batch = List.of(new OffsetSpan("t", 0, 1, 5, 5));
        TimelineEvent first = event(1, 100, "task.put.enter", batch);
        TimelineEvent second = event(2, 200, "task.put.enter", batch);
        TimelineEvent exit = event(3, 230, "task.put.exit", batch);
        TimelineEvent strayExit = event(4, 300, "task.put.exit", batch);

        List<PutCall> calls = PutCall.pair(List.of(first, second, exit, strayExit));

        assertThat(calls)
                .containsExactly(
                        new PutCall(first, 100, PutCall.End.UNKNOWN, 0),
                        new PutCall(second, 230, PutCall.End.RETURNED, 3));
    }

    @Test
    void aProofInACrowdStaysByItself() {
        Crowd crowd = new Crowd();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            marks.add(new Mark(100 + i, Shape.ACK, "ack " + i, i == 4 ? "proof" : null));
        }

        crowd.addMarks(marks);

        assertThat(crowd.marks()).extracting(Mark::anchor).containsExactly("proof");
        assertThat(crowd.crowds()).hasSize(1);
        assertThat(crowd.collapsed()).isEqualTo(8);
    }

    private static TimelineEvent event(long sequence, long micros, String name, List<OffsetSpan> spans) {
        return new TimelineEvent(sequence, micros, "worker-1", name, "orders-0", spans, Map.of());
    }

    private static Stream<Bar> bars(Picture picture) {
        return picture.lanes().stream().flatMap(lane -> lane.bars().stream());
    }

    private static Stream<Mark> marks(Picture picture) {
        return picture.lanes().stream().flatMap(lane -> lane.marks().stream());
    }

    private static Set<String> drawnAnchors(Picture picture) {
        Stream<String> inLanes =
                Stream.concat(bars(picture).map(Bar::anchor), marks(picture).map(Mark::anchor));
        return Stream.concat(inLanes, picture.faults().stream().map(Picture.FaultLine::anchor))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
