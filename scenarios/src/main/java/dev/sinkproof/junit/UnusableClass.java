package dev.sinkproof.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A class whose annotation asks for what there is not: one test, which fails and says so. */
final class UnusableClass extends AbstractTestDescriptor implements Node<Running> {
    private final RuntimeException reason;

    UnusableClass(UniqueId id, Class<?> testClass, RuntimeException reason) {
        super(id, testClass.getSimpleName(), ClassSource.from(testClass));
        this.reason = reason;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public Running execute(Running running, DynamicTestExecutor dynamic) {
        throw reason;
    }
}
