package dev.sinkproof.junit;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** One case as a test. */
final class CaseTest extends AbstractTestDescriptor implements Node<Running> {
    private final Class<?> testClass;
    private final Case test;

    CaseTest(UniqueId id, Class<?> testClass, Case test) {
        // There is no such method; but that is what build tools take the names in their reports from.
        super(id, test.name(), MethodSource.from(testClass.getName(), test.name()));
        this.testClass = testClass;
        this.test = test;
    }

    Case test() {
        return test;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public Set<TestTag> getTags() {
        Set<TestTag> tags = new HashSet<>(Tags.of(testClass));
        tags.addAll(Tags.of(test.scenario()));
        return tags;
    }

    @Override
    public Running execute(Running running, DynamicTestExecutor dynamic) throws IOException {
        String sentence = running.tests().run(test);
        running.listener().reportingEntryPublished(this, ReportEntry.from("sinkproof", sentence));
        return running;
    }
}
