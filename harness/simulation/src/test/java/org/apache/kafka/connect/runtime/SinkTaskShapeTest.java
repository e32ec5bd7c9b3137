package org.apache.kafka.connect.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SinkTaskShapeTest {
    @Test
    void the_version_of_this_build_has_the_shape_that_is_compiled() {
        assertThat(SinkTaskShape.onClassPath()).isInstanceOf(Connect41.class);
        assertThat(Connect38.find()).isEmpty();
        assertThat(Connect37.find()).isEmpty();
    }

    @Test
    void a_version_of_no_known_shape_is_named_with_those_that_can_be_simulated() {
        assertThatThrownBy(() -> SinkTaskShape.firstOf("5.0.0", Optional::empty, Optional::empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Connect 5.0.0")
                .hasMessageContaining("3.7, 3.8 to 4.0, 4.1 to 4.3");
    }
}
