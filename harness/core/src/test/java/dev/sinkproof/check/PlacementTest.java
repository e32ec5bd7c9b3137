package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.ObjectClaim;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final int FIRST = 10;
    private static final int COUNT = 240;

    /** Records from the tenth on run through two hours from this time on, in objects that {@code folder} names. */
    private static Run from(String begin, LongFunction<String> folder) {
        Instant at = Instant.parse(begin);
        Run run = Run.irregular(
                WriteModel.APPEND,
                300,
                10,
                new Irregularity("t", IrregularityKind.AT, 0, FIRST, 1, COUNT, at.toEpochMilli()));
        run.objectClaim = new ObjectClaim(0, "'day'=dd/'hour'=HH", "Europe/Berlin");
        run.objects = new ArrayList<>();
        run.rows = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            for (long ordinal = 0; ordinal < 300; ordinal++) {
                boolean planned = partition == 0 && ordinal >= FIRST && ordinal < FIRST + COUNT;
                String of = planned ? folder.apply(ordinal - FIRST) : "day=14/hour=23";
                run.rows.add(new TargetRow(
                        "topics/t/" + of + "/o.json",
                        run.row(partition, ordinal).fields()));
            }
        }
        return run;
    }

    private static CheckResult check(Run run) {
        return run.check("placement");
    }

    @Test
    void records_in_their_hours_pass() {
        CheckResult check =
                check(from("2025-06-15T08:30:00Z", n -> "day=15/hour=" + (n < 60 ? "10" : n < 180 ? "11" : "12")));

        assertThat(check.outcome()).as(check.summary()).isEqualTo(Outcome.PASS);
        assertThat(check.measures()).containsEntry("right", 240L).containsEntry("wrong", 0L);
    }

    /** 02:00 to 03:00 does not exist on that day. */
    @Test
    void clocks_that_go_forward_leave_an_hour_out() {
        CheckResult check = check(from("2025-03-30T00:00:00Z", n -> "day=30/hour=" + (n < 120 ? "01" : "03")));

        assertThat(check.outcome()).as(check.summary()).isEqualTo(Outcome.PASS);
    }

    @Test
    void clocks_that_go_back_have_one_hour_twice() {
        CheckResult check = check(from("2025-10-26T00:00:00Z", n -> "day=26/hour=02"));

        assertThat(check.outcome()).as(check.summary()).isEqualTo(Outcome.PASS);
    }

    @Test
    void an_offset_that_knows_no_summer_is_found_where_it_is_wrong() {
        CheckResult check = check(from("2025-10-26T00:00:00Z", n -> "day=26/hour=" + (n < 120 ? "01" : "02")));

        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        Anomaly misplaced = check.anomalies().get(0);
        assertThat(misplaced.kind()).isEqualTo(AnomalyKind.MISPLACED);
        assertThat(misplaced.count()).isEqualTo(120);
        assertThat(misplaced.offsets().get(0).ranges().get(0).first()).isEqualTo(FIRST);
        assertThat(misplaced.explanation())
                .contains("belongs to day=26/hour=02")
                .contains("hour=01");
    }

    @Test
    void one_record_behind_the_full_hour_in_the_hour_before_is_found() {
        CheckResult check =
                check(from("2025-06-15T08:30:00Z", n -> "day=15/hour=" + (n <= 60 ? "10" : n < 180 ? "11" : "12")));

        assertThat(check.anomalies().get(0).count()).isEqualTo(1);
        assertThat(check.anomalies().get(0).offsets().get(0).ranges().get(0).first())
                .isEqualTo(FIRST + 60);
    }

    @Test
    void without_a_claim_nothing_is_said() {
        Run run = from("2025-06-15T08:30:00Z", n -> "anywhere");
        run.objectClaim = ObjectClaim.NONE;

        assertThat(run.judge().checks()).extracting(CheckResult::checker).doesNotContain("placement");
    }

    @Test
    void a_target_without_any_such_record_decides_nothing() {
        Run run = from("2025-06-15T08:30:00Z", n -> "day=15/hour=10");
        run.rows = new ArrayList<>(List.of());

        assertThat(check(run).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void rows_of_no_record_are_not_looked_at() {
        Run run = from("2025-06-15T08:30:00Z", n -> "day=15/hour=" + (n < 60 ? "10" : n < 180 ? "11" : "12"));
        run.rows.add(new TargetRow("x", run.row(2, FIRST).fields()));
        run.rows.add(new TargetRow("x", run.row(0, 300).fields()));

        assertThat(check(run).outcome()).isEqualTo(Outcome.PASS);
        assertThat(check(run).measures()).containsEntry("right", 240L).containsEntry("wrong", 0L);
    }

    @Test
    void the_first_that_is_misplaced_is_told() {
        CheckResult check = check(from("2025-06-15T08:30:00Z", n -> n % 2 == 0 ? "day=15/hour=09" : "day=16/hour=08"));

        assertThat(check.anomalies().get(0).explanation())
                .isEqualTo("record topic-0@10 is of 2025-06-15T08:30:00Z, which in Europe/Berlin belongs to"
                        + " day=15/hour=10, but it is in topics/t/day=15/hour=09/o.json");
        assertThat(check.anomalies().get(0).offsets().get(0).describe()).isEqualTo("p0: 10–249");
    }
}
