package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.GuaranteeOutcome.Status;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
                .allSatisfy(checker -> assertThat(checker.doesNotVerify()).isNotEmpty())
                .allSatisfy(checker -> assertThat(checker.verifies()).isNotBlank());
        assertThat(Checkers.all()).extracting(Checker::id).doesNotHaveDuplicates();
    }

    @Test
    void every_kind_of_anomaly_is_found_by_one_checker() {
        assertThat(Checkers.all().stream().flatMap(checker -> checker.finds().stream()))
                .containsExactlyInAnyOrder(AnomalyKind.values());
    }

    private static Map<Guarantee, Status> whereInconclusive(Checker checker) {
        Contract contract = new Case(Run.of(WriteModel.APPEND, 1, 5, 5).evidence()).contract();
        return statuses(GuaranteeLattice.ofCase(
                "crash", contract, List.of(Findings.undecided(checker, Outcome.INCONCLUSIVE, "planted"))));
    }

    @Test
    void a_check_leaves_undecided_only_what_it_could_have_refuted() {
        assertThat(whereInconclusive(new Uniqueness()))
                .isEqualTo(Map.of(
                        Guarantee.AT_MOST_ONCE, Status.UNDECIDED,
                        Guarantee.AT_LEAST_ONCE, Status.NOT_REFUTED,
                        Guarantee.EFFECTIVELY_ONCE, Status.UNDECIDED));
        assertThat(whereInconclusive(new Order()).values()).containsOnly(Status.NOT_REFUTED);
        assertThat(whereInconclusive(new Exercised()).values())
                .as("says whether anything was exercised")
                .containsOnly(Status.UNDECIDED);
        assertThat(whereInconclusive(THROWS).values())
                .as("nobody knows what it could have refuted")
                .containsOnly(Status.UNDECIDED);
    }

    private static GuaranteeOutcome said(Guarantee guarantee, Status status, String by) {
        return new GuaranteeOutcome(guarantee, true, status, by);
    }

    @Test
    void what_all_cases_say_together_names_those_that_decided_it() {
        Contract contract = new Case(Run.of(WriteModel.APPEND, 1, 5, 5).evidence()).contract();
        List<GuaranteeOutcome> first = List.of(
                said(Guarantee.AT_MOST_ONCE, Status.REFUTED, "a"),
                said(Guarantee.AT_LEAST_ONCE, Status.NOT_REFUTED, "a"),
                said(Guarantee.EFFECTIVELY_ONCE, Status.REFUTED, "a"));
        List<GuaranteeOutcome> second = List.of(
                said(Guarantee.AT_MOST_ONCE, Status.UNDECIDED, "b"),
                said(Guarantee.AT_LEAST_ONCE, Status.UNDECIDED, "b"),
                said(Guarantee.EFFECTIVELY_ONCE, Status.REFUTED, "b"));

        assertThat(GuaranteeLattice.merge(contract, List.of(first, second)))
                .containsExactly(
                        said(Guarantee.AT_MOST_ONCE, Status.REFUTED, "a"),
                        said(Guarantee.AT_LEAST_ONCE, Status.UNDECIDED, "b"),
                        said(Guarantee.EFFECTIVELY_ONCE, Status.REFUTED, "a, b"));
        assertThat(GuaranteeLattice.merge(contract, List.of()))
                .extracting(GuaranteeOutcome::decidedBy)
                .containsOnly("no case was run");
    }

    @Test
    void of_what_held_the_strongest_is_named_and_of_what_was_refuted_the_weakest() {
        List<GuaranteeOutcome> all = Run.of(WriteModel.APPEND, 1, 50, 5).judge().guarantees();
        assertThat(GuaranteeLattice.strongestNotRefuted(all)).containsExactly(Guarantee.EFFECTIVELY_ONCE);
        assertThat(GuaranteeLattice.weakestRefuted(all)).isEmpty();

        List<GuaranteeOutcome> two = List.of(
                said(Guarantee.AT_MOST_ONCE, Status.NOT_REFUTED, "a"),
                said(Guarantee.AT_LEAST_ONCE, Status.NOT_REFUTED, "a"),
                said(Guarantee.EFFECTIVELY_ONCE, Status.REFUTED, "a"));
        assertThat(GuaranteeLattice.strongestNotRefuted(two))
                .containsExactly(Guarantee.AT_MOST_ONCE, Guarantee.AT_LEAST_ONCE);
        assertThat(GuaranteeLattice.weakestRefuted(two)).containsExactly(Guarantee.EFFECTIVELY_ONCE);
    }

    private static IOException unreadable() {
        return new IOException("half a file");
    }

    /** A run of which each part of the evidence is there. */
    private static Run whole() {
        Run run = Run.recreated(WriteModel.APPEND, 20, 50, 5);
        run.order = OrderClaim.PARTITION;
        run.replay = ReplayPolicy.WRITES_AGAIN;
        run.logs = new WorkerLogs(List.of(), 0);
        run.objects = new ArrayList<>(List.of(new TargetObject(
                Run.TABLE,
                TargetObject.Kind.OBJECT,
                10,
                "tag",
                Map.of(),
                50,
                List.of(new TargetObject.Run(0, 0, 49, 50)),
                null)));
        for (long ordinal = 0; ordinal < 50; ordinal++) {
            run.insert(ordinal + 1, "1", 0, ordinal);
        }
        return run;
    }

    @Test
    void a_whole_run_with_everything_in_it_passes() {
        assertThat(whole().judge().outcome()).isEqualTo(Outcome.PASS);
    }

    private static Stream<Named<Evidence>> spoilt() {
        Evidence timeline = new ForwardingEvidence(whole().evidence()) {
            @Override
            public EvidenceStream<TimelineEvent> timeline() {
                return consumer -> {
                    throw unreadable();
                };
            }
        };
        Evidence history = new ForwardingEvidence(whole().evidence()) {
            @Override
            public Optional<EvidenceStream<TargetChange>> history() {
                return Optional.of(consumer -> {
                    throw unreadable();
                });
            }
        };
        Evidence snapshot = new ForwardingEvidence(whole().evidence()) {
            @Override
            public Optional<EvidenceStream<TargetRow>> snapshot() {
                return Optional.of(consumer -> {
                    throw unreadable();
                });
            }
        };
        return Stream.of(Named.of("timeline", timeline), Named.of("history", history), Named.of("snapshot", snapshot));
    }

    /** Whoever passes does not need what cannot be read, and nobody fails over it. */
    @ParameterizedTest
    @MethodSource("spoilt")
    void what_cannot_be_read_is_said(Evidence evidence) {
        List<CheckResult> checks = new Judge().judge(evidence).checks();

        assertThat(checks)
                .filteredOn(check -> check.outcome() != Outcome.PASS && check.outcome() != Outcome.NOT_APPLICABLE)
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE))
                .allSatisfy(check -> assertThat(check.summary()).contains("cannot be read: half a file"));
    }

    private static Stream<Named<Run>> absent() {
        Run rows = whole();
        rows.rows = null;
        Run commits = whole();
        commits.commits = null;
        Run recovery = whole();
        recovery.recovery = null;
        Run history = whole();
        history.changes = null;
        return Stream.of(
                Named.of("snapshot", rows),
                Named.of("commits", commits),
                Named.of("recovery", recovery),
                Named.of("history", history));
    }

    @ParameterizedTest
    @MethodSource("absent")
    void what_is_absent_is_said(Run run) {
        List<CheckResult> checks = run.judge().checks();

        assertThat(checks)
                .filteredOn(check -> check.outcome() != Outcome.PASS && check.outcome() != Outcome.NOT_APPLICABLE)
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE))
                .allSatisfy(check -> assertThat(check.summary())
                        .containsAnyOf(
                                "was not read",
                                "were not read",
                                "did not reach its liveness phase",
                                "keeps no history"));
    }

    @Test
    void a_ledger_of_another_topic_or_of_more_partitions_is_not_judged() {
        for (Ledger other : List.of(Ledger.contiguous("other", 1, 5), Ledger.contiguous(Run.TOPIC, 2, 5))) {
            Run run = Run.of(WriteModel.APPEND, 1, 5, 5);
            run.ledger = other;

            assertThatThrownBy(run::judge)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the ledger is of topic " + other.topic());
        }
    }

    @Test
    void what_the_verdict_rests_on_is_in_its_sentence() {
        Run unread = Run.of(WriteModel.APPEND, 1, 50, 5);
        unread.rows = null;
        assertThat(unread.judge().sentence())
                .startsWith("nothing can be said about subject under crash: exercised: the target was not read");

        Run hazard = Run.of(WriteModel.APPEND, 1, 50, 5);
        hazard.commit(950, 0, 20);
        assertThat(hazard.judge().sentence())
                .startsWith("subject held effectively-once under crash: 1 OFFSET_REGRESSED: offset 20");

        Run allowed = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 3).remove(0, 4);
        allowed.guarantee = Guarantee.AT_MOST_ONCE;
        assertThat(allowed.judge().sentence())
                .isEqualTo("subject held at-most-once under crash: 48 of 50 acknowledged records are accounted for,"
                        + " 2 lost, which the contract allows");

        Run restarted = Run.of(WriteModel.APPEND, 1, 50, 5);
        restarted.recovery = new RecoveryFacts(
                Run.START_MICROS,
                Run.START_MICROS + 1_000_000,
                true,
                60_000,
                Map.of(),
                Map.of(),
                Map.of("orders-0", "denied"));
        assertThat(restarted.judge().sentence())
                .startsWith("subject held effectively-once under crash: recovery: lag was zero");

        Judgement nothing = new Judge(List.of(new LastWriter()))
                .judge(Run.of(WriteModel.APPEND, 1, 5, 5).evidence());
        assertThat(nothing.sentence()).isEqualTo("subject was not judged under crash: no checker applies");
    }

    @Test
    void every_offset_that_was_lost_or_duplicated_is_written_down() throws IOException {
        Run run = Run.recreated(WriteModel.APPEND, 20, 50, 5).remove(0, 3).remove(0, 21);
        run.rows.add(run.row(0, 49));
        StringBuilder lost = new StringBuilder();
        run.judge().writeLost(lost);
        StringBuilder duplicated = new StringBuilder();
        run.judge().writeDuplicated(duplicated);

        assertThat(lost.toString()).isEqualTo("topic-0@3\ntopic#2-0@1\n");
        assertThat(duplicated.toString()).isEqualTo("topic#2-0@29\n");

        run.rows = null;
        StringBuilder none = new StringBuilder();
        run.judge().writeLost(none);
        assertThat(none).isEmpty();

        Appendable full = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public Appendable append(char character) throws IOException {
                throw new IOException("no space left");
            }
        };
        Judgement losing = Run.of(WriteModel.APPEND, 1, 50, 5).remove(0, 3).judge();
        assertThatThrownBy(() -> losing.writeLost(full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void results_hold_all_that_was_judged() throws IOException {
        Run run = whole().remove(0, 3);
        Judgement judgement = run.judge();
        CaseResult result = judgement.toCaseResult(7, 8, "dir", "sinkproof replay");

        assertThat(result.outcome()).isEqualTo(judgement.outcome());
        assertThat(result.sentence()).isEqualTo(judgement.sentence());
        assertThat(result.observed().lost()).isEqualTo(1);
        assertThat(result.guarantees()).isEqualTo(judgement.guarantees()).isNotEmpty();
        assertThat(result.checks()).isEqualTo(judgement.checks()).isNotEmpty();
        assertThat(result.recovery()).isNotNull();
        assertThat(result.objects()).isNotNull();
        assertThat(result.series()).isNotNull();
        assertThat(result.counts()).containsEntry(EventNames.TOPIC_RECREATED, 1L);
    }

    @Test
    void a_verdict_without_a_look_at_the_target_says_so() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5);
        run.rows = null;

        assertThat(new Judge(List.of(new Recovery())).judge(run.evidence()).sentence())
                .isEqualTo("subject held effectively-once under crash: the target was not read");
    }
}
