package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultOutcome.Status;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IrregularRecordsTest {
    private final List<TimelineEvent> events = new ArrayList<>();

    private static FaultSpec poison(String ordinal, String count) {
        return new FaultSpec(
                "p",
                "data.poison",
                TriggerSpec.afterMillis(0),
                Map.of("partition", "1", "ordinal", ordinal, "count", count));
    }

    private static Plan plan(FaultSpec fault) {
        SubjectSpec subject = new SubjectSpec(
                "s", "C", Map.of(), List.of("p"), "postgresql", Map.of(), Contract.inferred(WriteModel.APPEND));
        ScenarioSpec scenario = new ScenarioSpec("s", "", "t", "b", 1, 1, List.of(fault));
        return new Planner(subject, new Planner.Sizes(100, 2, 10, 0), 7, "embedded", Map.of()).plan(scenario, 0);
    }

    private FaultOutcome outcome(FaultSpec fault, long... acknowledged) {
        Plan plan = plan(fault);
        Irregularity placed = plan.workload().irregularities().get(0);
        IrregularRecords records = new IrregularRecords(plan, this::append);
        for (long offset : acknowledged) {
            records.acknowledged(placed, 1, offset);
        }
        return records.outcome(fault);
    }

    private TimelineEvent append(TimelineEvent event) {
        TimelineEvent numbered = new TimelineEvent(
                events.size() + 1,
                event.epochMicros(),
                event.source(),
                event.name(),
                event.task(),
                event.spans(),
                event.attributes());
        events.add(numbered);
        return numbered;
    }

    @Test
    void has_fired_when_all_its_records_were_acknowledged() {
        FaultOutcome outcome = outcome(poison("5", "2"), 5, 6);

        assertThat(outcome.status()).isEqualTo(Status.FIRED);
        assertThat(outcome.times()).isEqualTo(2);
        assertThat(outcome.detail()).contains("-1@5").contains("-1@6");
        assertThat(outcome.firedAtMicros()).isPositive();
        assertThat(events)
                .extracting(TimelineEvent::name)
                .containsExactly(EventNames.FAULT_FIRED, EventNames.RECORD_IRREGULAR, EventNames.RECORD_IRREGULAR);
        assertThat(events.get(0).sequence()).isEqualTo(outcome.event());
        assertThat(events.get(2).spans().get(0).first()).isEqualTo(6);
    }

    @Test
    void could_not_be_done_when_kafka_did_not_take_them() {
        FaultOutcome outcome = outcome(poison("5", "2"), 5);

        assertThat(outcome.status()).isEqualTo(Status.COULD_NOT_BE_DONE);
        assertThat(outcome.detail()).contains("acknowledged 1 of its 2 records only");
    }

    @Test
    void has_not_fired_when_the_workload_ends_before_its_place() {
        assertThat(outcome(poison("50", "1")).status()).isEqualTo(Status.NOT_FIRED);
        FaultOutcome half = outcome(poison("49", "2"), 49);
        assertThat(half.status()).isEqualTo(Status.NOT_FIRED);
        assertThat(half.detail()).contains("room for 1 of its 2 records only");
    }
}
