package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassOutlineTest {
    @Test
    void findsTheSuperclass() throws IOException {
        assertThat(superName(ArrayList.class)).isEqualTo("java/util/AbstractList");
        assertThat(superName(ClassOutlineTest.class)).isEqualTo("java/lang/Object");
    }

    @Test
    void readsPastLongConstants() throws IOException {
        assertThat(superName(Long.class)).isEqualTo("java/lang/Number");
        assertThat(superName(Double.class)).isEqualTo("java/lang/Number");
    }

    @Test
    void hasNoneForInterfacesAndForObject() throws IOException {
        assertThat(superName(List.class)).isNull();
        assertThat(superName(Object.class)).isNull();
    }

    private static String superName(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return ClassOutline.superName(in.readAllBytes());
        }
    }
}
