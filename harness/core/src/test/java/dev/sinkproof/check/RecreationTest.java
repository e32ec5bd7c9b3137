package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.WriteModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A topic that was deleted and created again: an offset means a record of the topic that there was at the time. */
class RecreationTest {
    private static Run run() {
        return Run.recreated(WriteModel.APPEND, 30, 50, 10);
    }

    @Test
    void no_record_of_either_topic_is_missing() {
        assertThat(run().anomalies()).isEmpty();
    }

    @Test
    void what_is_dropped_because_the_first_topic_had_its_offset_is_lost() {
        Run run = run();
        run.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") >= 30);

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.kind()).isEqualTo(AnomalyKind.LOST);
        assertThat(lost.count()).isEqualTo(20);
        assertThat(lost.culprit()).isEqualTo(Culprit.SUBJECT);
        assertThat(lost.offsets()).hasSize(1);
        assertThat(lost.offsets().get(0).topic()).isEqualTo("topic#2");
        assertThat(lost.offsets().get(0).describe()).isEqualTo("p0: 0–19");
        assertThat(lost.explanation()).contains("topic#2-0@0");
    }

    @Test
    void offsets_of_both_topics_are_told_apart() {
        Run run = run().remove(0, 3).remove(0, 33);

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.offsets())
                .extracting(each -> each.topic() + " " + each.describe())
                .containsExactly("topic p0: 3", "topic#2 p0: 3");
    }

    @Test
    void only_what_was_committed_of_the_new_topic_is_demanded() {
        Run run = run();
        run.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") >= 35);
        run.commits.remove(1);
        run.commits.add(new dev.sinkproof.model.OffsetCommit(Run.TOPIC, 0, 5, Run.START_MICROS / 1000 + 900, 2, 1));
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 15L), Map.of());

        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.remove(0, 32).check("completeness").anomalies())
                .singleElement()
                .satisfies(lost -> assertThat(lost.explanation()).contains("topic#2-0@2"));
    }

    @Test
    void a_commit_of_the_new_topic_is_no_step_back_and_says_nothing_of_the_first() {
        Run run = run();
        for (long ordinal = 0; ordinal < 50; ordinal++) {
            run.insert(ordinal < 30 ? 100_000 : 600_000, "7", 0, ordinal);
        }
        CheckResult check = run.check("commit-safety");
        assertThat(check.outcome()).as(check.summary()).isEqualTo(Outcome.PASS);

        run.commits.add(1, new dev.sinkproof.model.OffsetCommit(Run.TOPIC, 0, 2, Run.START_MICROS / 1000 + 550, 3, 1));
        assertThat(run.check("commit-safety").anomalies()).singleElement().satisfies(premature -> {
            assertThat(premature.kind()).isEqualTo(AnomalyKind.PREMATURE_COMMIT);
            assertThat(premature.offsets().get(0).topic()).isEqualTo("topic#2");
            assertThat(premature.offsets().get(0).describe()).isEqualTo("p0: 0–1");
        });
    }

    @Test
    void a_records_story_has_no_step_of_the_record_that_had_its_offset_before() {
        Run run = run().remove(0, 33);
        run.event(100_000, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), "t-0", Run.span(0, 0, 29));
        run.event(600_000, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), "t-0", Run.span(0, 0, 19));

        Witness witness = Witness.of(new Case(run.evidence()), 0, 33);
        RecordStory story = RecordStory.of(new Case(run.evidence()), witness);

        assertThat(story.all(Step.Kind.PUT))
                .singleElement()
                .satisfies(step -> assertThat(step.micros()).isEqualTo(Run.START_MICROS + 600_000));
        assertThat(story.all(Step.Kind.COMMITTED))
                .singleElement()
                .satisfies(step -> assertThat(step.micros()).isGreaterThan(Run.START_MICROS + 800_000));
    }

    @Test
    void a_commit_that_came_too_late_for_the_first_topic_says_nothing_about_the_second() {
        Run run = run();
        for (long ordinal = 0; ordinal < 50; ordinal++) {
            run.insert(ordinal < 30 ? 100_000 : 600_000, "7", 0, ordinal);
        }
        run.commits.add(1, new dev.sinkproof.model.OffsetCommit(Run.TOPIC, 0, 30, Run.START_MICROS / 1000 + 510, 3, 1));

        assertThat(run.check("commit-safety").anomalies()).isEmpty();
    }
}
