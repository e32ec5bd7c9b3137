package dev.sinkproof.junit;

import dev.sinkproof.subject.SubjectException;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Turns classes, and the ids of classes and tests, into tests. */
final class Selectors implements SelectorResolver {
    private static final String CLASS = "class";
    private static final String CASE = "case";

    private final ConfigurationParameters configuration;
    private final Predicate<String> wantedClassNames;

    Selectors(ConfigurationParameters configuration, Predicate<String> wantedClassNames) {
        this.configuration = configuration;
        this.wantedClassNames = wantedClassNames;
    }

    static boolean isTestClass(Class<?> candidate) {
        return candidate.isAnnotationPresent(SinkproofTest.class) && !Modifier.isAbstract(candidate.getModifiers());
    }

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        return wantedClassNames.test(selector.getClassName()) ? tests(selector.getJavaClass(), context) : none();
    }

    private static Resolution none() {
        return Resolution.unresolved();
    }

    private Resolution tests(Class<?> testClass, Context context) {
        if (!isTestClass(testClass)) {
            return none();
        }
        return context.addToParent(parent -> Optional.of(descriptor(testClass, parent)))
                .map(descriptor -> Resolution.match(Match.exact(descriptor, () -> selectorsOfTests(descriptor))))
                .orElseGet(Selectors::none);
    }

    private TestDescriptor descriptor(Class<?> testClass, TestDescriptor parent) {
        UniqueId id = parent.getUniqueId().append(CLASS, testClass.getName());
        try {
            return new ClassTests(id, testClass, Choice.of(testClass, configuration));
        } catch (SubjectException e) {
            return new UnusableClass(id, testClass, e);
        }
    }

    private static Set<? extends DiscoverySelector> selectorsOfTests(TestDescriptor descriptor) {
        if (!(descriptor instanceof ClassTests tests)) {
            return Set.of();
        }
        return tests.cases().stream()
                .map(test -> DiscoverySelectors.selectUniqueId(
                        descriptor.getUniqueId().append(CASE, test.name())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        return switch (last.getType()) {
            case CLASS ->
                ReflectionSupport.tryToLoadClass(last.getValue())
                        .toOptional()
                        .map(testClass -> tests(testClass, context))
                        .orElseGet(Selectors::none);
            case CASE -> test(id, last.getValue(), context);
            default -> none();
        };
    }

    private static Resolution test(UniqueId id, String name, Context context) {
        return context.addToParent(
                        () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                        parent -> parent instanceof ClassTests tests ? tests.test(id, name) : Optional.empty())
                .map(descriptor -> Resolution.match(Match.exact(descriptor)))
                .orElseGet(Selectors::none);
    }
}
