package dev.sinkproof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sinkproof.scenarios.Catalogue;
import org.junit.jupiter.api.Test;

/** The walls of this module: it has two ways in, the command line and JUnit, which do not know each other. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Catalogue.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sinkproof.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theWaysInDoNotKnowEachOther() {
        slices().matching("dev.sinkproof.(cli|junit)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** Who has no JUnit must be able to use everything else. */
    @Test
    void onlyTheJunitPackageNeedsJunit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sinkproof.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..")
                .check(CLASSES);
    }

    @Test
    void junitTestsWriteToNoStandardStream() {
        noClasses()
                .that()
                .resideInAPackage("dev.sinkproof.junit..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }
}
