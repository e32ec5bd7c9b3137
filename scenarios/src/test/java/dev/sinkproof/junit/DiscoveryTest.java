package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class DiscoveryTest {
    private static final String CRASH = "crash-after-target-write";
    private static final Launcher LAUNCHER = LauncherFactory.create();

    @Test
    void aClassIsOneTestForEachCaseNamedByItsIdTheBaselineFirst() {
        assertThat(names(tests(request(selectClass(Crashes.class)))))
                .containsExactly("baseline", CRASH + "/n1-restart", CRASH + "/n3-takeover");
    }

    @Test
    void everySeedHasItsOwnTests() {
        assertThat(names(tests(request(selectClass(TwoSeeds.class)))))
                .containsExactly("baseline [seed 1]", "baseline [seed 2]");
    }

    @Test
    void theClassOfTheGuideHasAllCrashesForBothSeeds() {
        List<String> names = names(tests(request(selectClass(OrdersSink.class))));

        assertThat(names).startsWith("baseline [seed 1]").contains(CRASH + "/n1-restart [seed 2]");
        assertThat(Subjects.of(OrdersSink.class).plugins()).startsWith("target/orders-sink-1.0.jar");
    }

    @Test
    void parametersComeBeforeWhatTheClassSays() {
        LauncherDiscoveryRequest request =
                request(Map.of(Choice.SCENARIOS, CRASH + "/n3-*", Choice.SEEDS, "8, 9"), selectClass(Crashes.class));

        assertThat(names(tests(request)))
                .containsExactly(
                        "baseline [seed 8]",
                        CRASH + "/n3-takeover [seed 8]",
                        "baseline [seed 9]",
                        CRASH + "/n3-takeover [seed 9]");
    }

    @Test
    void testsHaveTheScenariosAndTheClasssTags() {
        Set<TestTag> tags = tests(request(selectClass(Crashes.class))).get(1).getTags();

        assertThat(tags).contains(TestTag.create("slow"), TestTag.create(CRASH));
    }

    @Test
    void tagsChooseTests() {
        LauncherDiscoveryRequest request = builder(Map.of(), selectClass(Crashes.class))
                .filters(TagFilter.includeTags(CRASH))
                .build();

        assertThat(names(tests(request))).containsExactly(CRASH + "/n1-restart", CRASH + "/n3-takeover");
    }

    @Test
    void oneTestIsFoundByItsId() {
        List<TestIdentifier> all = tests(request(selectClass(Crashes.class)));

        assertThat(names(tests(request(selectUniqueId(all.get(2).getUniqueId())))))
                .containsExactly(CRASH + "/n3-takeover");
    }

    @Test
    void otherClassesAreLeftAlone() {
        assertThat(tests(request(selectClass(DiscoveryTest.class)))).isEmpty();
        assertThat(tests(request(selectClass(NoInstance.class)))).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsATestThatFailsAndSaysWhy() {
        TestExecutionSummary summary = execute(request(selectClass(Misspelt.class)));

        assertThat(summary.getTestsFailedCount()).isEqualTo(1);
        assertThat(summary.getFailures().get(0).getException()).hasMessageContaining("did you mean " + CRASH);
    }

    @Test
    void whatIsWrongWithTheSubjectFailsTheClass() {
        TestExecutionSummary summary = execute(request(selectClass(Crashes.class)));

        assertThat(summary.getContainersFailedCount()).isEqualTo(1);
        assertThat(summary.getFailures().get(0).getException()).hasMessageContaining("subject file not found");
    }

    @Test
    void aDisabledClassIsNotStarted() {
        TestExecutionSummary summary = execute(request(selectClass(Off.class)));

        assertThat(summary.getContainersSkippedCount()).isEqualTo(1);
        assertThat(summary.getTotalFailureCount()).isZero();
    }

    private static TestExecutionSummary execute(LauncherDiscoveryRequest request) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LAUNCHER.execute(request, listener);
        return listener.getSummary();
    }

    private static LauncherDiscoveryRequest request(DiscoverySelector selector) {
        return request(Map.of(), selector);
    }

    private static LauncherDiscoveryRequest request(Map<String, String> parameters, DiscoverySelector selector) {
        return builder(parameters, selector).build();
    }

    private static LauncherDiscoveryRequestBuilder builder(Map<String, String> parameters, DiscoverySelector selector) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .configurationParameters(parameters)
                .filters(EngineFilter.includeEngines(SinkproofTestEngine.ID));
    }

    /** In the order in which they would run. */
    private static List<TestIdentifier> tests(LauncherDiscoveryRequest request) {
        var plan = LAUNCHER.discover(request);
        return plan.getRoots().stream()
                .flatMap(root -> plan.getChildren(root).stream())
                .flatMap(testClass -> plan.getChildren(testClass).stream())
                .filter(TestIdentifier::isTest)
                .toList();
    }

    private static List<String> names(List<TestIdentifier> tests) {
        return tests.stream().map(TestIdentifier::getDisplayName).toList();
    }

    @Tag("slow")
    @SinkproofTest(subject = "none.properties", scenarios = CRASH)
    static class Crashes {}

    @SinkproofTest(
            scenarios = "baseline",
            seeds = {1, 2})
    static class TwoSeeds {}

    @SinkproofTest(scenarios = "crash-after-target-wriet")
    static class Misspelt {}

    @Disabled
    @SinkproofTest(subject = "none.properties")
    static class Off {}

    @SinkproofTest
    abstract static class NoInstance {}
}
