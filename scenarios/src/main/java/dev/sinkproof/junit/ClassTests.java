package dev.sinkproof.junit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** The tests of one class: what they run on is started before the first and ended after the last. */
final class ClassTests extends AbstractTestDescriptor implements Node<Running> {
    private final Class<?> testClass;
    private final Choice choice;
    private final List<Case> cases;

    ClassTests(UniqueId id, Class<?> testClass, Choice choice) {
        super(id, testClass.getSimpleName(), ClassSource.from(testClass));
        this.testClass = testClass;
        this.choice = choice;
        this.cases = choice.cases();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public Set<TestTag> getTags() {
        return Tags.of(testClass);
    }

    /** What build tools name the class by. */
    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    List<Case> cases() {
        return cases;
    }

    /** The test of that name; empty when there is none (any more). */
    Optional<TestDescriptor> test(UniqueId id, String name) {
        return cases.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> new CaseTest(id, testClass, each));
    }

    @Override
    public SkipResult shouldBeSkipped(Running running) {
        return AnnotationSupport.findAnnotation(testClass, Disabled.class)
                .map(disabled -> SkipResult.skip(disabled.value()))
                .orElseGet(SkipResult::doNotSkip);
    }

    @Override
    public Running before(Running running) throws IOException {
        List<Case> chosen = getChildren().stream()
                .map(CaseTest.class::cast)
                .map(CaseTest::test)
                .toList();
        return running.with(ClassRun.start(testClass, choice, chosen));
    }

    @Override
    public void after(Running running) throws IOException {
        running.close();
    }
}
