package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final Steps steps = new Steps();

    @Test
    void moments_need_not_come_in_order() {
        steps.add(30, 3);
        steps.add(10, 7);
        steps.add(20, 5);

        assertThat(steps.lastAt(List.of(9L, 10L, 19L, 20L, 40L))).containsExactly(0L, 7L, 7L, 5L, 3L);
        assertThat(steps.sumAt(List.of(9L, 10L, 40L))).containsExactly(0L, 7L, 15L);
        assertThat(steps.highestAt(List.of(9L, 10L, 40L))).containsExactly(0L, 7L, 7L);
        assertThat(steps.largestSince(List.of(9L, 10L, 30L, 40L))).containsExactly(0L, 7L, 5L, 0L);
    }

    @Test
    void of_several_values_that_are_set_at_one_moment_the_last_is_kept() {
        steps.set(10, 7);
        steps.set(10, 2);
        steps.set(20, 1);

        assertThat(steps.sumAt(List.of(10L, 20L))).containsExactly(2L, 3L);
    }

    @Test
    void of_several_values_that_are_added_at_one_moment_all_are_kept() {
        steps.add(10, 7);
        steps.add(10, 2);

        assertThat(steps.sumAt(List.of(10L))).containsExactly(9L);
        assertThat(steps.lastAt(List.of(10L))).containsExactly(2L);
    }

    @Test
    void there_is_room_for_any_number() {
        assertThat(steps.isEmpty()).isTrue();
        for (int i = 1; i <= 1_000; i++) {
            steps.add(i, 1);
        }

        assertThat(steps.isEmpty()).isFalse();
        assertThat(steps.sumAt(List.of(64L, 65L, 1_000L))).containsExactly(64L, 65L, 1_000L);
    }
}
