package dev.sinkproof.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses REPORTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sinkproof.reports");

    @Test
    void reportsKnowTheModelAndNothingElseOfTheHarness() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.xml.stream..",
                        "com.fasterxml.jackson..",
                        "gg.jte..",
                        "org.commonmark..",
                        "dev.sinkproof.model..",
                        "dev.sinkproof.reports..")
                .check(REPORTS);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.sinkproof.(**)").should().beFreeOfCycles().check(REPORTS);
    }

    @Test
    void renderingIsAPureFunctionOfResults() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "gg.jte.compiler..", "javax.tools..")
                .check(REPORTS);
    }
}
