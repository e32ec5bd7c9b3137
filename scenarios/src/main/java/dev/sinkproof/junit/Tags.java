package dev.sinkproof.junit;

import dev.sinkproof.model.ScenarioSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestTag;

/** By what tests can be chosen. */
final class Tags {
    private Tags() {}

    static Set<TestTag> of(Class<?> testClass) {
        return AnnotationSupport.findRepeatableAnnotations(testClass, Tag.class).stream()
                .map(Tag::value)
                .map(TestTag::create)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Set<TestTag> of(ScenarioSpec scenario) {
        // The baseline's group has its name.
        return Stream.of(scenario.id(), scenario.group().label())
                .map(TestTag::create)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
