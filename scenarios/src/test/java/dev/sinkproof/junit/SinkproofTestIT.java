package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.SubjectSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A class with a flawed sink as its subject, run as JUnit runs it. */
class SinkproofTestIT {
    @TempDir
    private Path out;

    @Test
    void aFlawedSinkFailsTheScenarioThatExposesItAndTheMessageTellsAll() {
        TestExecutionSummary summary = execute(TwoTransactions.class);

        assertThat(summary.getTestsSucceededCount()).as("the baseline").isEqualTo(1);
        assertThat(summary.getFailures()).hasSize(1);
        Throwable failure = summary.getFailures().get(0).getException();
        Path results = out.resolve(TwoTransactions.class.getName());
        assertThat(failure)
                .isInstanceOf(ContractBrokenError.class)
                .hasMessageContaining("M31 is not effectively-once under crash-after-target-write/n1-restart")
                .hasMessageContaining("was killed")
                .hasMessageContaining("written again")
                .hasMessageContaining("\nreport    " + results.resolve("report.html"))
                .hasMessageEndingWith(
                        "'-Dsinkproof.scenarios=crash-after-target-write/n1-restart' -Dsinkproof.seeds=3");
        assertThat(results.resolve("report.html")).exists();
        assertThat(results.resolve("logs")).isDirectoryContaining(Files::isRegularFile);
    }

    private TestExecutionSummary execute(Class<?> testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(selectClass(testClass)))
                .configurationParameter(Choice.OUT, out.toString())
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    @SinkproofTest(scenarios = "crash-after-target-write/n1-restart", seeds = 3, parameters = "records=8000")
    static class TwoTransactions implements SubjectSource {
        @Override
        public SubjectSpec subject() {
            return Subject.named("M31")
                    .connector("dev.sinkproof.sinks.flawed.M31TwoTransactionsConnector")
                    .plugin("bundled:flawed")
                    .with("connection.url", "${target.jdbc.url}")
                    .with("connection.user", "${target.jdbc.user}")
                    .with("connection.password", "${target.jdbc.password}")
                    .with("topics", "${source.topics}")
                    .with("delivery.mode", "exactly-once")
                    .with("write.mode", "append")
                    .with("auto.create", "true")
                    .target("postgresql")
                    .claims(Guarantee.EFFECTIVELY_ONCE)
                    .build();
        }
    }
}
