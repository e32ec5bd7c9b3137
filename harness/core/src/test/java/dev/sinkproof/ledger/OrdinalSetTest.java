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
}
