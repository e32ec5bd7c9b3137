package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.environment.EnvironmentException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void too_little_is_an_error_before_anything_starts() {
        assertThatThrownBy(() -> EmbeddedEnvironment.requireMemory(OptionalLong.of(300)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("300 MiB of memory are free")
                .hasMessageContaining("need 900");
    }

    @Test
    void enough_is_enough_and_so_is_not_to_know() {
        assertThatCode(() -> EmbeddedEnvironment.requireMemory(OptionalLong.of(900)))
                .doesNotThrowAnyException();
        assertThatCode(() -> EmbeddedEnvironment.requireMemory(OptionalLong.empty()))
                .doesNotThrowAnyException();
    }
}
