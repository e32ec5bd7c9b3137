package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.SubjectException;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void putsTheBaselineFirstWhateverIsAskedFor() {
        List<ScenarioSpec> cases = Catalogue.select(List.of("crash-after-target-write"), Parameters.NONE);

        assertThat(cases)
                .extracting(ScenarioSpec::caseId)
                .containsExactly(
                        "baseline", "crash-after-target-write/n1-restart", "crash-after-target-write/n3-takeover");
    }

    @Test
    void selectsByGlobOverIdAndVariant() {
        assertThat(Catalogue.select(List.of("crash-*/n1-*"), Parameters.NONE)).hasSize(5);
        assertThat(Catalogue.select(List.of("*"), Parameters.NONE))
                .isEqualTo(Catalogue.select(List.of("all"), Parameters.NONE));
    }

    @Test
    void selectsByGroupAndTheCoreWhenNothingIsAskedFor() {
        assertThat(Catalogue.select(List.of("rebalance"), Parameters.NONE))
                .extracting(ScenarioSpec::group)
                .containsOnly(ScenarioGroup.BASELINE, ScenarioGroup.REBALANCE);
        assertThat(Catalogue.select(List.of(), Parameters.NONE))
                .extracting(ScenarioSpec::caseId)
                .containsExactly(
                        "baseline",
                        "crash-before-target-write/n3-takeover",
                        "crash-after-target-write/n1-restart",
                        "crash-after-target-write/n3-takeover",
                        "crash-after-offset-commit/n1-restart",
                        "ack-lost/timeout",
                        "worker-joins-mid-batch",
                        "schema-incompatible-type",
                        "replay-from-old-offsets");
    }

    @Test
    void theCoreTakesTheUsersPassingToo() {
        Parameters parameters = new Parameters(Map.of("nth", "5"));

        assertThat(Catalogue.select(List.of(), parameters))
                .extracting(ScenarioSpec::caseId)
                .contains("crash-before-target-write/n5-restart", "crash-after-offset-commit/n5-restart");
    }

    @Test
    void everyCaseIsAValidPlanAndHasANameOfItsOwn() {
        List<ScenarioSpec> cases = Catalogue.select(List.of("all"), Parameters.NONE);

        assertThat(cases).extracting(ScenarioSpec::caseId).doesNotHaveDuplicates();
        assertThat(cases).allSatisfy(spec -> Faults.validate(spec.faults()));
    }

    @Test
    void unusualRecordsLieAmidFewRecordsToo() {
        Parameters few = new Parameters(Map.of("records", "400", "partitions", "2"));

        assertThat(Catalogue.select(List.of("oversize-record"), few)
                        .get(1)
                        .faults()
                        .get(0)
                        .settings())
                .containsEntry("ordinal", "100");
    }

    @Test
    void aSubjectWithTransformationsOfItsOwnIsNotGivenAnother() throws IOException {
        SubjectSpec own = Subjects.with("jdbc-idempotent", "transforms=mine");

        assertThat(Catalogue.select(List.of("topic-renaming-transform"), Parameters.NONE, own)
                        .get(1)
                        .notFor())
                .contains("transformations of its own");
    }

    @Test
    void whatIsAboutObjectsSaysNothingAboutASubjectThatWritesToTables() throws IOException {
        List<String> objects = List.of(ScenarioGroup.OBJECT.label());

        assertThat(withoutBaseline(objects, Subjects.bundled("jdbc-idempotent")))
                .isNotEmpty()
                .allMatch(spec -> spec.notFor().contains("postgresql"));
        assertThat(withoutBaseline(objects, Subjects.bundled("s3-parquet")))
                .allMatch(spec -> spec.notFor().isEmpty() != spec.id().equals("hour-boundary"));
        assertThat(withoutBaseline(objects, Subjects.bundled("s3-at-least-once")))
                .allMatch(spec -> spec.notFor().isEmpty());
    }

    /** A claim that was not made is not asked for, and where clocks do not change there is no change to get over. */
    @Test
    void whatIsNotClaimedOfObjectsIsNotAsked() throws IOException {
        SubjectSpec nothing = SubjectFile.parse(
                "test", "test", "connector.class=x\nsinkproof.plugin=a:b:1\nsinkproof.target=s3\n", false, null);
        SubjectSpec elsewhere = Subjects.bundledWith("s3-at-least-once", "utc", "sinkproof.contract.time-zone=UTC\n");

        assertThat(withoutBaseline(List.of("many-small-files", "hour-boundary"), nothing))
                .allMatch(spec -> spec.notFor().contains("is not stated"));
        assertThat(withoutBaseline(List.of("hour-boundary"), elsewhere))
                .extracting(ScenarioSpec::notFor)
                .satisfiesExactly(
                        hour -> assertThat(hour).isEmpty(),
                        forward -> assertThat(forward).contains("clocks of UTC did not change"),
                        back -> assertThat(back).contains("clocks of UTC did not change"));
    }

    private static List<ScenarioSpec> withoutBaseline(List<String> choices, SubjectSpec subject) {
        List<ScenarioSpec> cases = Catalogue.select(choices, Parameters.NONE, subject);
        return cases.subList(1, cases.size());
    }

    @Test
    void doesNotReadAGlobAsARegularExpression() {
        assertThatThrownBy(() -> Catalogue.select(List.of("crash.after.target.write"), Parameters.NONE))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("did you mean crash-after-target-write?");
    }

    @Test
    void takesTheUsersPassingAndRecovery() {
        Parameters parameters = new Parameters(Map.of("nth", "5", "recovery", "takeover"));

        List<ScenarioSpec> cases = Catalogue.select(List.of("crash-after-target-write"), parameters);

        assertThat(cases).extracting(ScenarioSpec::variant).containsExactly("", "n5-takeover");
        assertThat(cases.get(1).workers()).isEqualTo(2);
        assertThat(cases.get(1).faults().get(0).trigger().nth()).isEqualTo(5);
    }

    @Test
    void refusesParametersThatNobodyKnowsOrThatAreNoNumbers() {
        assertThatThrownBy(() -> new Parameters(Map.of("nht", "5"))).hasMessageContaining("did you mean nth?");
        assertThatThrownBy(() -> new Parameters(Map.of("records", "many")).number("records", 1, 1))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> new Parameters(Map.of("records", "0")).number("records", 1, 1))
                .hasMessageContaining("at least 1");
    }

    @Test
    void everyScenarioSaysWhyAnyoneShouldCare() {
        assertThat(Catalogue.all()).allSatisfy(scenario -> {
            assertThat(scenario.because()).hasSizeGreaterThan(40);
            assertThat(scenario.title()).doesNotEndWith(".");
            assertThat(scenario.variants(Parameters.NONE)).isNotEmpty();
        });
    }

    private static Map<String, String> reasons(String subject, String choice) throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        Catalogue.select(List.of(choice), Parameters.NONE, Subjects.bundled(subject)).stream()
                .filter(spec -> spec.id().equals(choice))
                .forEach(spec -> reasons.put(spec.variant(), spec.notFor()));
        return reasons;
    }

    @Test
    void aTopicIsCreatedAgainOnlyAsTheContractSays() throws IOException {
        assertThat(reasons("jdbc-at-least-once", "topic-recreated"))
                .containsOnlyKeys("stopped", "running", "offsets-reset")
                .allSatisfy((variant, reason) -> assertThat(reason).isEmpty());
        assertThat(reasons("jdbc-exactly-once", "topic-recreated"))
                .hasEntrySatisfying("stopped", reason -> assertThat(reason).contains("offsets must be reset first"))
                .hasEntrySatisfying("running", reason -> assertThat(reason).isNotEmpty())
                .hasEntrySatisfying(
                        "offsets-reset", reason -> assertThat(reason).isEmpty());
        assertThat(reasons("jdbc-idempotent", "topic-recreated"))
                .allSatisfy((variant, reason) -> assertThat(reason).contains("topic-recreation=excluded"));
    }

    @Test
    void theConsumerGroupProtocolIsNotPutOverSettingsThatItRefuses() throws IOException {
        SubjectSpec own = Subjects.with("jdbc-idempotent", "consumer.override.session.timeout.ms=9000");

        List<ScenarioSpec> cases = Catalogue.select(List.of("worker-joins-mid-batch"), Parameters.NONE, own);

        assertThat(cases.get(1).notFor()).isEmpty();
        assertThat(cases.get(2).notFor()).contains("session.timeout.ms, which Kafka refuses");
        assertThat(cases.get(2).setup().config()).containsEntry("consumer.override.group.protocol", "consumer");
    }

    @Test
    void whereConnectFailsTasksTheConsumerGroupProtocolIsForThoseWhoChoseIt() throws IOException {
        SubjectSpec chosen = Subjects.with("jdbc-idempotent", "consumer.override.group.protocol=consumer");

        assertThat(reasons("jdbc-idempotent", "zombie-worker"))
                .containsEntry("", "")
                .hasEntrySatisfying(
                        "consumer-protocol", reason -> assertThat(reason).contains("Connect fails a task"));
        assertThat(Catalogue.select(List.of("zombie-worker/consumer-protocol"), Parameters.NONE, chosen)
                        .get(1)
                        .notFor())
                .isEmpty();
    }

    @Test
    void retentionDeletesWhileTheConnectorIsStoppedAndOnlyThenIsItResumed() {
        ScenarioSpec spec = Catalogue.select(List.of("retention-overtakes-the-sink"), Parameters.NONE)
                .get(1);

        assertThat(spec.faults()).extracting(FaultSpec::kind).containsExactly("connector.stop", "records.delete");
        assertThat(spec.faults().get(0).heal().after()).isEqualTo("d");
        assertThat(spec.faults().get(1).trigger().after()).isEqualTo("s");
    }
}
