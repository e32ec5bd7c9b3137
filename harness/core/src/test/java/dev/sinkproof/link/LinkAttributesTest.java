package dev.sinkproof.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.PointAttributes;
import dev.sinkproof.model.FaultPoint;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkAttributesTest {
    private static final Set<String> VALUES = Set.of("OK", "ERROR");

    @Test
    void everyAttributeCanBeNamedInATrigger() {
        assertThat(PointAttributes.of(FaultPoint.TARGET_ACK))
                .containsAll(Arrays.stream(LinkAttributes.class.getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()) && !VALUES.contains(field.getName()))
                        .map(LinkAttributesTest::value)
                        .toList());
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
