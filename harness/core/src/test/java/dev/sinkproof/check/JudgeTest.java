package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.GuaranteeOutcome.Status;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Checker THROWS = new Checker() {
        @Override
        public String id() {
            return "throws";
        }

        @Override
        public String verifies() {
            return "nothing";
        }

        @Override
        public List<String> doesNotVerify() {
            return List.of();
        }

        @Override
        public Set<AnomalyKind> finds() {
            return Set.of();
        }

        @Override
        public CheckResult check(Case judged) {
            throw new IllegalStateException("planted");
        }
    };

    private static Map<Guarantee, Status> statuses(List<GuaranteeOutcome> outcomes) {
        return outcomes.stream().collect(Collectors.toMap(GuaranteeOutcome::guarantee, GuaranteeOutcome::status));
    }

    @Test
    void a_faultless_run_passes_every_write_model() {
        for (WriteModel model : WriteModel.values()) {
            Judgement judgement = Run.of(model, 3, 200, 20).judge();

            assertThat(judgement.outcome()).as(model.label()).isEqualTo(Outcome.PASS);
            assertThat(judgement.sentence())
                    .isEqualTo("subject held effectively-once under crash:"
                            + " 600 of 600 acknowledged records are accounted for");
            assertThat(statuses(judgement.guarantees()).values()).containsOnly(Status.NOT_REFUTED);
        }
    }

    @Test
    void a_checker_that_throws_is_inconclusive_with_the_cause() {
        Judgement judgement = new Judge(List.of(THROWS))
                .judge(Run.of(WriteModel.APPEND, 1, 5, 5).evidence());

        assertThat(judgement.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judgement.checks().get(0).summary()).contains("planted");
    }

    @Test
    void evidence_that_cannot_be_read_is_inconclusive_with_the_cause() {
        Run run = Run.of(WriteModel.APPEND, 1, 5, 5);
        dev.sinkproof.evidence.Evidence evidence = new ForwardingEvidence(run.evidence()) {
            @Override
            public java.util.Optional<dev.sinkproof.evidence.EvidenceStream<dev.sinkproof.evidence.TargetRow>>
                    snapshot() {
                return java.util.Optional.of(consumer -> {
                    throw new IOException("half a file");
                });
            }
        };

        Judgement judgement = new Judge().judge(evidence);

        assertThat(judgement.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judgement.checks()).anyMatch(check -> check.summary().contains("half a file"));
    }

    @Test
    void a_failure_names_the_first_anomaly_in_its_sentence() {
        Judgement judgement = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 17).judge();

        assertThat(judgement.sentence())
                .startsWith("subject is not effectively-once under crash: 1 LOST: record topic-0@17");
    }

    @Test
    void guarantees_are_judged_without_regard_to_the_claim() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5);
        run.rows.add(run.row(0, 3));
        run.guarantee = Guarantee.AT_LEAST_ONCE;

        List<GuaranteeOutcome> guarantees = run.judge().guarantees();

        assertThat(statuses(guarantees))
                .isEqualTo(Map.of(
                        Guarantee.AT_MOST_ONCE, Status.REFUTED,
                        Guarantee.AT_LEAST_ONCE, Status.NOT_REFUTED,
                        Guarantee.EFFECTIVELY_ONCE, Status.REFUTED));
        assertThat(guarantees)
                .filteredOn(GuaranteeOutcome::claimed)
                .extracting(GuaranteeOutcome::guarantee)
                .containsExactly(Guarantee.AT_LEAST_ONCE);
        assertThat(GuaranteeLattice.strongestNotRefuted(guarantees)).containsExactly(Guarantee.AT_LEAST_ONCE);
        assertThat(GuaranteeLattice.weakestRefuted(guarantees)).containsExactly(Guarantee.AT_MOST_ONCE);
        assertThat(guarantees.get(0).decidedBy()).isEqualTo("crash: DUPLICATED-1");
    }

    @Test
    void what_was_not_exercised_leaves_guarantees_undecided_unless_refuted() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 3);
        run.planned = List.of(Run.KILL);

        assertThat(statuses(run.judge().guarantees()))
                .isEqualTo(Map.of(
                        Guarantee.AT_MOST_ONCE, Status.UNDECIDED,
                        Guarantee.AT_LEAST_ONCE, Status.REFUTED,
                        Guarantee.EFFECTIVELY_ONCE, Status.REFUTED));
    }

    @Test
    void cases_are_merged_worst_of() {
        Run clean = Run.of(WriteModel.APPEND, 1, 50, 5);
        Run losing = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 3);
        List<GuaranteeOutcome> merged = GuaranteeLattice.merge(
                new Case(clean.evidence()).contract(),
                List.of(clean.judge().guarantees(), losing.judge().guarantees()));

        assertThat(GuaranteeLattice.strongestNotRefuted(merged)).containsExactly(Guarantee.AT_MOST_ONCE);
        assertThat(GuaranteeLattice.weakestRefuted(merged)).containsExactly(Guarantee.AT_LEAST_ONCE);
        assertThat(GuaranteeLattice.merge(new Case(clean.evidence()).contract(), List.of()))
                .allMatch(outcome -> outcome.status() == Status.UNDECIDED);
    }

    @Test
    void results_hold_the_events_of_anomalies_however_long_the_timeline_is() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 17);
        for (int i = 0; i < 5000; i++) {
            run.event(i, "worker-1", "task.put.enter", "orders-0", Run.span(0, i == 4321 ? 17 : 40, 45));
            run.event(i, "worker-1", i % 100 == 0 ? EventNames.PHASE : "poll.return", null);
        }

        CaseResult result = run.judge().toCaseResult(1, 2, "dir", "sinkproof replay");

        assertThat(result.timelineTotal()).isEqualTo(10_000);
        assertThat(result.timeline()).hasSizeBetween(300, CaseResult.TIMELINE_MAX);
        assertThat(result.timeline())
                .extracting(TimelineEvent::sequence)
                .contains(8643L)
                .isSorted();
        assertThat(result.timeline())
                .filteredOn(event -> event.name().equals(EventNames.PHASE))
                .hasSize(50);
        assertThat(result.anomalies().get(0).events()).containsExactly(8643L);
    }

    @Test
    void a_short_timeline_is_kept_whole() throws IOException {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5);
        for (int i = 0; i < CaseResult.TIMELINE_MAX; i++) {
            run.event(i, "worker-1", "poll.return", null);
        }

        assertThat(run.judge().toCaseResult(1, 2, "dir", "").timeline()).hasSize(CaseResult.TIMELINE_MAX);
    }

    @Test
    void a_long_story_says_what_it_leaves_out() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 17);
        for (int i = 0; i < 100; i++) {
            run.event(i, "worker-1", "task.put.enter", "orders-0", Run.span(0, 10, 20));
        }

        List<String> story = run.judge().anomalies().get(0).story();

        assertThat(story).hasSize(RecordStory.STEPS_MAX + 3);
        assertThat(story).anyMatch(line -> line.equals("… 61 steps are not shown"));
    }

    @Test
    void every_checker_says_what_it_does_not_verify() {
        assertThat(Checkers.all())
                .allSatisfy(checker -> assertThat(checker.doesNotVerify()).isNotEmpty());
        assertThat(Checkers.all()).extracting(Checker::id).doesNotHaveDuplicates();
    }

    @Test
    void every_kind_of_anomaly_is_found_by_one_checker() {
        assertThat(Checkers.all().stream().flatMap(checker -> checker.finds().stream()))
                .containsExactlyInAnyOrder(AnomalyKind.values());
    }
}
