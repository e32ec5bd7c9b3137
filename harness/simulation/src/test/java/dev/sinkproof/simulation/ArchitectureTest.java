package dev.sinkproof.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sinkproof.simulation.run.Simulator;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Simulator.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void there_are_classes_to_check() {
        assertThat(CLASSES.contain(Simulator.class)).isTrue();
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.sinkproof.simulation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_standard_streams() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    }

    /** What a run reads of the machine would differ from run to run. */
    @Test
    void runs_know_no_clock_no_chance_and_no_threads_of_their_own() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sinkproof.simulation.explore..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Thread.class)
                .check(CLASSES);
    }
}
