package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.subject.SubjectFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSinksTest {
    private static SubjectSpec subject(String target, String guarantee, String model, String more) {
        return SubjectFile.parse("test", "mine", """
                connector.class=example.Sink
                topics=${source.topics}
                sinkproof.plugin=example:sink:1
                sinkproof.target=%s
                sinkproof.contract.guarantee=%s
                sinkproof.contract.write-model=%s
                sinkproof.contract.recovery-objective.ms=45000
                sinkproof.contract.replay=writes-again
                %s
                """.formatted(target, guarantee, model, more), false, null);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, at-least-once, append, jdbc-at-least-once",
        "postgresql, effectively-once, append, jdbc-exactly-once",
        "postgresql, at-least-once, upsert, jdbc-idempotent",
        "postgresql, effectively-once, upsert-delete, jdbc-idempotent",
        "s3, at-least-once, append, s3-at-least-once",
        "s3, effectively-once, append, s3-exactly-once"
    })
    void has_one_for_each_target_guarantee_and_write_model(
            String target, String guarantee, String model, String reference) {
        SubjectSpec subject = subject(target, guarantee, model, "");
        SubjectSpec found = ReferenceSinks.of(subject).orElseThrow();

        assertThat(found.name()).isEqualTo(reference);
        assertThat(found.contract().guarantee()).isEqualTo(subject.contract().guarantee());
        assertThat(found.contract().writeModel()).isEqualTo(subject.contract().writeModel());
        assertThat(found.contract().recoveryObjectiveMillis()).isEqualTo(45_000);
    }

    @Test
    void goes_the_subjects_way_through_connect_and_no_further() {
        SubjectSpec found = ReferenceSinks.of(subject(
                        "postgresql",
                        "at-least-once",
                        "append",
                        "errors.tolerance=all\nconsumer.override.max.poll.records=7\nbatch.size=3"))
                .orElseThrow();

        assertThat(found.config())
                .containsEntry("errors.tolerance", "all")
                .containsEntry("consumer.override.max.poll.records", "7")
                .doesNotContainKey("batch.size");
    }

    @Test
    void there_is_none_for_itself() {
        assertThat(ReferenceSinks.of(BundledSinks.byName("jdbc"))).isEmpty();
    }

    @Test
    void the_same_plan_differs_in_its_sink_and_its_names_only() {
        SubjectSpec subject = subject("postgresql", "effectively-once", "upsert-delete", "");
        var cases = Catalogue.select(List.of("ack-lost"), new Parameters(Map.of()), subject);
        Planner.Sizes sizes = new Planner.Sizes(1000, 2, 10, 0);
        var plan = new Planner(subject, sizes, 7, "embedded", Map.of()).plan(cases.get(1), 1);
        SubjectSpec reference = ReferenceSinks.of(subject).orElseThrow();
        var same = new SamePlan(cases, new Planner(reference, sizes, 7, "embedded", Map.of()))
                .apply(plan)
                .orElseThrow();

        assertThat(same.scenario().caseId()).isEqualTo(plan.scenario().caseId());
        assertThat(same.workload()).isEqualTo(plan.workload());
        assertThat(same.subject()).isEqualTo(reference);
        assertThat(same.runId()).isNotEqualTo(plan.runId());
    }
}
