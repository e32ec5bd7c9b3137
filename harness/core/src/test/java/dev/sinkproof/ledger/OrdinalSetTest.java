package dev.sinkproof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdinalSetTest {
    @Test
    void ranges_cross_the_border_of_32_bits() {
        long border = 1L << 32;
        OrdinalSet set = new OrdinalSet();

        set.addRange(border - 3, border + 3);
        set.add(border + 4);

        List<String> ranges = new ArrayList<>();
        set.forEachRange((first, last) -> ranges.add(first - border + ".." + (last - border)));
        assertThat(ranges).containsExactly("-3..2", "4..4");
        assertThat(set.contains(border)).isTrue();
        assertThat(set.remove(border)).isTrue();
        assertThat(set.remove(border)).isFalse();
        assertThat(set.contains(0)).isFalse();
    }

    @Test
    void refuses_what_does_not_fit() {
        assertThatThrownBy(() -> new OrdinalSet().add(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new OrdinalSet().add(1L << 40)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> ranges(long... members) {
        OrdinalSet set = new OrdinalSet();
        for (long member : members) {
            set.add(member);
        }
        List<String> ranges = new ArrayList<>();
        set.forEachRange((first, last) -> ranges.add(first + ".." + last));
        return ranges;
    }

    @Test
    void a_range_may_begin_with_the_first_ordinal() {
        assertThat(ranges(0)).containsExactly("0..0");
        assertThat(ranges(0, 2, 3)).containsExactly("0..0", "2..3");
        assertThat(ranges()).isEmpty();
    }

    @Test
    void is_empty_until_something_is_added_and_when_all_is_removed() {
        OrdinalSet set = new OrdinalSet();
        assertThat(set.isEmpty()).isTrue();

        set.add(1L << 33);
        assertThat(set.isEmpty()).isFalse();

        set.remove(1L << 33);
        assertThat(set.isEmpty()).isTrue();
    }

    @Test
    void members_are_tried_up_to_the_first_that_fits() {
        OrdinalSet set = new OrdinalSet();
        set.addRange(3, 9);
        List<Long> tried = new ArrayList<>();

        assertThat(set.anyMatch(member -> tried.add(member) && member == 5)).isTrue();
        assertThat(tried).containsExactly(3L, 4L, 5L);
        assertThat(set.anyMatch(member -> member > 9)).isFalse();
    }

    @Test
    void holds_the_largest_ordinal_that_it_promises() {
        OrdinalSet set = new OrdinalSet();

        assertThat(set.add(OrdinalSet.ORDINAL_MAX)).isTrue();
        assertThat(set.first()).isEqualTo(OrdinalSet.ORDINAL_MAX);
    }
}
