package dev.sinkproof.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.sinks.flawed.FlawedSinks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlawedSubjectsTest {
    static List<FlawedSink> all() {
        return FlawedSinks.all();
    }

    @Test
    void tellDefectsOfObjectsFromThoseOfTables() {
        assertThat(FlawedSinks.all())
                .extracting(FlawedSink::name)
                .contains("M54", "M54-s3")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void differFromTheirReferenceByTheDefectAndBySettings(FlawedSink sink) {
        SubjectSpec flawed = FlawedSubjects.of(sink);
        SubjectSpec reference = FlawedSubjects.reference(sink);

        assertThat(flawed.connectorClass()).isEqualTo(sink.connector().getName());
        assertThat(flawed.target()).isEqualTo(reference.target());
        assertThat(flawed.plugins()).containsExactly("bundled:" + sink.plugin());
        assertThat(flawed.config().keySet()).containsAll(reference.config().keySet());
        assertThat(flawed.contract().operator()).isEqualTo(OperatorPolicy.NEVER);
    }

    /** One that waits for a scenario is shown as such, but none may wait for one that says nothing about it. */
    @ParameterizedTest
    @MethodSource("all")
    void areExposedByScenariosThatSaySomethingAboutThem(FlawedSink sink) {
        List<String> known = Catalogue.all().stream().map(Scenario::id).toList();
        String scenario = sink.scenario().replaceFirst("/.*", "");
        if (known.contains(scenario)) {
            assertThat(Catalogue.select(List.of(sink.scenario()), Parameters.NONE, FlawedSubjects.of(sink)))
                    .filteredOn(spec -> spec.id().equals(scenario))
                    .anyMatch(spec -> spec.notFor().isEmpty());
        }
    }
}
