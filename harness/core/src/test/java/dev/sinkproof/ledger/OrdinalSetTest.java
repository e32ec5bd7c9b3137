package dev.sinkproof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OrdinalSetTest {
    @Property(tries = 300)
    void behaves_as_a_sorted_set(@ForAll List<@LongRange(min = 0, max = OrdinalSet.ORDINAL_MAX) Long> members) {
        OrdinalSet set = new OrdinalSet();
        TreeSet<Long> model = new TreeSet<>();
        for (long member : members.stream().map(m -> m % 3 == 0 ? m % 50 : m).toList()) {
            assertThat(set.add(member)).isEqualTo(model.add(member));
        }

        List<Long> listed = new ArrayList<>();
        set.forEach(listed::add);
        assertThat(listed).containsExactlyElementsOf(model);
        assertThat(set.size()).isEqualTo(model.size());
        assertThat(set.first()).isEqualTo(model.isEmpty() ? -1 : model.first());
    }

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
