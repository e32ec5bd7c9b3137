package dev.sinkproof.junit;

import dev.sinkproof.model.ScenarioSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
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
        return Set.of(
                TestTag.create(scenario.id()), TestTag.create(scenario.group().label()));
    }
}
