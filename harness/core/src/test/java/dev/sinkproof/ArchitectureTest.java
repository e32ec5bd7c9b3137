package dev.sinkproof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sinkproof.model.Plan;
import org.junit.jupiter.api.Test;

/** The walls of the house. They are checked on this module's own classes, whatever else is on the class path. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Plan.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void there_are_classes_to_check() {
        assertThat(CLASSES.contain(Plan.class)).isTrue();
    }

    @Test
    void the_model_depends_on_nothing_but_the_jdk() {
        classes()
                .that()
                .resideInAPackage("dev.sinkproof.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.sinkproof.model..")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.sinkproof.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Judging must never need a run: it knows the evidence and nothing of how that came about. */
    @Test
    void checkers_know_evidence_only() {
        classes()
                .that()
                .resideInAPackage("dev.sinkproof.check..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.slf4j..",
                        "dev.sinkproof.check..",
                        "dev.sinkproof.evidence..",
                        "dev.sinkproof.ledger..",
                        "dev.sinkproof.model..",
                        "dev.sinkproof.workload..")
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_writes_to_standard_streams() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    }

    @Test
    void nothing_sleeps_instead_of_waiting_for_a_condition() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }
}
