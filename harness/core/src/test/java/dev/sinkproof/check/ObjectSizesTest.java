package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.ObjectClaim;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectSizesTest {
    private static final int PROMISED = 100;

    /** One partition of so many records, in objects of these sizes, one behind the other. */
    private static Run inObjectsOf(int records, int... sizes) {
        Run run = Run.of(WriteModel.APPEND, 1, records, 5);
        run.objectClaim = new ObjectClaim(PROMISED, "", "UTC");
        run.objects = new ArrayList<>();
        long next = 0;
        for (int size : sizes) {
            run.objects.add(object("o" + next, next, size));
            next += size;
        }
        assertThat(next).isEqualTo(records);
        return run;
    }

    private static TargetObject object(String key, long first, long size) {
        return new TargetObject(
                key,
                TargetObject.Kind.OBJECT,
                10 * size,
                "tag",
                Map.of(),
                size,
                List.of(new TargetObject.Run(0, first, first + size - 1, size)),
                null);
    }

    @Test
    void most_records_in_small_objects_miss_the_promise() {
        CheckResult check = inObjectsOf(300, 100, 50, 50, 50, 50).check("object-sizes");

        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(check.anomalies()).singleElement().satisfies(small -> {
            assertThat(small.kind()).isEqualTo(AnomalyKind.SMALL_OBJECTS);
            assertThat(small.count()).isEqualTo(4);
            assertThat(small.explanation()).contains("only 100 of 300 records").contains("5 objects, 60 records");
        });
    }

    /** Late records, a schema change, the last file: many objects, few records. */
    @Test
    void a_few_records_in_many_small_objects_are_no_harm() {
        CheckResult check = inObjectsOf(215, 100, 1, 1, 1, 1, 1, 110).check("object-sizes");

        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.anomalies()).extracting(Anomaly::kind).isEmpty();
        assertThat(check.measures()).containsEntry("small", 5L).containsEntry("recordsInLarge", 210L);
    }

    @Test
    void a_topic_that_is_small_can_have_no_larger_object() {
        assertThat(inObjectsOf(40, 40).check("object-sizes").outcome()).isEqualTo(Outcome.PASS);
        assertThat(inObjectsOf(40, 10, 10, 10, 10).check("object-sizes").outcome())
                .isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void without_a_promise_nothing_is_said() {
        Run run = inObjectsOf(40, 10, 10, 10, 10);
        run.objectClaim = ObjectClaim.NONE;

        assertThat(run.judge().checks()).extracting(CheckResult::checker).doesNotContain("object-sizes");
    }

    @Test
    void objects_without_a_record_decide_nothing() {
        Run run = inObjectsOf(40, 40);
        run.objects.clear();

        assertThat(run.check("object-sizes").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void half_of_all_records_in_objects_of_the_promised_size_keeps_the_promise() {
        assertThat(inObjectsOf(200, 100, 50, 50).check("object-sizes").outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(inObjectsOf(201, 100, 50, 51).check("object-sizes").outcome())
                .isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void records_of_a_partition_that_the_ledger_does_not_know_are_held_to_the_promise() {
        Run run = inObjectsOf(40, 40);
        run.objects.add(new TargetObject(
                "other",
                TargetObject.Kind.OBJECT,
                10,
                "tag",
                Map.of(),
                99,
                List.of(new TargetObject.Run(1, 0, 98, 99)),
                null));

        assertThat(run.check("object-sizes").measures())
                .isEqualTo(Map.of("objects", 2L, "small", 1L, "records", 139L, "recordsInLarge", 40L));
    }

    @Test
    void uploads_are_no_objects() {
        Run run = inObjectsOf(40, 40);
        run.objects.add(new TargetObject(
                "u", TargetObject.Kind.UNFINISHED_UPLOAD, -1, "upload-1", Map.of(), 0, List.of(), null));

        assertThat(run.check("object-sizes").measures()).containsEntry("objects", 1L);
    }
}
