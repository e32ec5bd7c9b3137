package dev.sinkproof.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OrdinalSetPropertiesTest {
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
    void behaves_as_a_sorted_set_for_some_seeds_that_stay_the_same() {
        for (int seed = 0; seed < 20; seed++) {
            behaves_as_a_sorted_set(
                    new Random(seed).longs(5L * seed, 0, 1L << 36).boxed().toList());
        }
    }
}
