package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ObjectFacts;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectMeasuresTest {
    private final Run run = Run.of(WriteModel.APPEND, 1, 100, 10);

    @Test
    void saysNothingOfTables() throws IOException {
        assertThat(ObjectMeasures.of(run.evidence())).isEmpty();
    }

    @Test
    void countsObjectsRequestsAndWhatWasSent() throws IOException {
        run.objects = List.of(object("a", 10, 0, 59), object("b", 20, 60, 99), object("c", 60, 60, 99), upload());
        request("UploadPart", "write", "b", 40);
        request("UploadPart", "write", "b", 40);
        request("ListObjectsV2", "read", null, 0);

        ObjectFacts facts = ObjectMeasures.of(run.evidence()).orElseThrow();

        assertThat(facts.objects()).isEqualTo(3);
        assertThat(facts.bytes()).isEqualTo(90);
        assertThat(facts.meanBytes()).isEqualTo(30);
        assertThat(facts.medianBytes()).isEqualTo(20);
        assertThat(facts.records()).isEqualTo(140);
        assertThat(facts.unfinishedUploads()).isEqualTo(1);
        assertThat(facts.requests()).isEqualTo(Map.of("UploadPart", 2L, "ListObjectsV2", 1L));
        assertThat(facts.bytesSent()).isEqualTo(80);
        assertThat(facts.requestsPerMillionRecords("ListObjectsV2")).isBetween(7142.0, 7143.0);
        assertThat(facts.freshness()).isNull();
    }

    @Test
    void aRecordWaitsFromKafkasAcknowledgementToTheFirstAnswerThatMadeItsObject() throws IOException {
        run.objects = List.of(object("a", 10, 0, 98), object("b", 10, 99, 99));
        produced(0, 98);
        // Nothing of the partition was new at this one; and whoever delivers it when makes no difference.
        produced(300, 98);
        run.event(400, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), "t-0", Run.span(0, 0, 99));
        produced(500, 99);
        made("a", "false", 600);
        made("a", "true", 1_000);
        made("b", "true", 5_500);
        made("a", "true", 9_000);

        assertThat(ObjectMeasures.of(run.evidence()).orElseThrow().freshness())
                .isEqualTo(new ObjectFacts.Freshness(100, 1_000, 1_000, 5_000));
    }

    private void produced(long micros, long highest) {
        run.events.add(new TimelineEvent(
                run.events.size() + 1L,
                Run.START_MICROS + micros,
                "kafka",
                EventNames.SOURCE_PRODUCED,
                null,
                List.of(),
                Map.of(
                        "records",
                        Long.toString(highest + 1),
                        EventNames.HIGHEST_OF_PARTITION + "0",
                        Long.toString(highest))));
    }

    private static TargetObject object(String key, long bytes, long first, long last) {
        long records = last - first + 1;
        return new TargetObject(
                key,
                TargetObject.Kind.OBJECT,
                bytes,
                "tag",
                Map.of(),
                records,
                List.of(new TargetObject.Run(0, first, last, records)),
                null);
    }

    private static TargetObject upload() {
        return new TargetObject("d", TargetObject.Kind.UNFINISHED_UPLOAD, -1, "id", Map.of(), 0, List.of(), null);
    }

    private void request(String operation, String kind, String key, long bytes) {
        event(
                FaultPoint.TARGET_REQUEST,
                0,
                key == null
                        ? Map.of("operation", operation, "kind", kind)
                        : Map.of("operation", operation, "kind", kind, "key", key, "bodyBytes", Long.toString(bytes)));
    }

    private void made(String key, String committed, long micros) {
        event(FaultPoint.TARGET_ACK, micros, Map.of("key", key, "committed", committed));
    }

    private void event(FaultPoint point, long micros, Map<String, String> attributes) {
        run.events.add(new TimelineEvent(
                run.events.size() + 1L,
                Run.START_MICROS + micros,
                "link:worker-1",
                point.id(),
                null,
                List.of(),
                attributes));
    }

    @Test
    void ofThreeWaitsTheSecondIsTheMedian() throws IOException {
        run.objects = List.of(object("a", 10, 0, 0), object("b", 10, 1, 1), object("c", 10, 2, 2));
        produced(0, 2);
        made("a", "true", 1_000);
        made("b", "true", 2_000);
        made("c", "true", 3_000);

        assertThat(ObjectMeasures.of(run.evidence()).orElseThrow().freshness())
                .isEqualTo(new ObjectFacts.Freshness(3, 2_000, 3_000, 3_000));
    }
}
