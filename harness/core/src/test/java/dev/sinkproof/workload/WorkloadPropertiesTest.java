package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WorkloadPropertiesTest {
    private static Workload workload(long seed, int keys, int tombstonePercent, WriteModel model) {
        return new Workload(new WorkloadSpec(seed, 3, 2_000, keys, tombstonePercent, 0), "topic", model);
    }

    @Property(tries = 200)
    void each_key_occurs_once_a_round(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int keys) {
        Workload workload = workload(seed, keys, 0, WriteModel.UPSERT);

        for (long round = 0; round < 3; round++) {
            Set<Integer> seen = new HashSet<>();
            for (int slot = 0; slot < keys; slot++) {
                seen.add(workload.keyOf(1, round * keys + slot));
            }
            assertThat(seen).hasSize(keys).allMatch(key -> key >= 0 && key < keys);
        }
    }

    @Property(tries = 200)
    void neighbours_of_a_key_are_computed_as_they_are_found_by_searching(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 100) int keys,
            @ForAll @LongRange(min = 0, max = 400) long count) {
        Workload workload = workload(seed, keys, 0, WriteModel.UPSERT);
        Map<Integer, Long> last = new HashMap<>();

        for (long ordinal = 0; ordinal < count; ordinal++) {
            int key = workload.keyOf(0, ordinal);
            assertThat(workload.previousOrdinal(0, ordinal)).isEqualTo(last.getOrDefault(key, -1L));
            if (last.containsKey(key)) {
                assertThat(workload.nextOrdinal(0, last.get(key))).isEqualTo(ordinal);
            }
            last.put(key, ordinal);
        }
        for (int key = 0; key < keys; key++) {
            assertThat(workload.lastOrdinalOfKey(0, key, count)).isEqualTo(last.getOrDefault(key, -1L));
        }
    }

    @Property(tries = 500)
    void a_record_is_exactly_itself_and_nothing_that_differs_in_a_field(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 2) int partition,
            @ForAll @LongRange(min = 0, max = 1_999) long ordinal,
            @ForAll @LongRange(min = 0, max = 1_999) long other) {
        Workload workload = workload(seed, 100, 0, WriteModel.APPEND);
        Map<String, Object> fields = workload.record(partition, ordinal).fields();
        Map<String, Object> others = workload.record(partition, other).fields();
        Map<String, Object> copied = new HashMap<>(fields);
        copied.replaceAll((column, value) -> copy(value));
        copied.put("of the connector", 1L);

        assertThat(workload.isExactly(partition, ordinal, copied)).isTrue();
        for (String column : fields.keySet()) {
            for (Object wrong : Arrays.asList(
                    others.get(column), changed(fields.get(column)), fields.get(column) == null ? "" : null)) {
                Map<String, Object> row = new HashMap<>(copied);
                row.put(column, wrong);
                assertThat(workload.isExactly(partition, ordinal, row))
                        .as("%s is %s instead of %s", column, wrong, fields.get(column))
                        .isEqualTo(Objects.deepEquals(wrong, fields.get(column)));
            }
        }
    }

    /** The same value, and another object where that can be. */
    private static Object copy(Object value) {
        return value instanceof byte[] bytes
                ? bytes.clone()
                : value instanceof String text ? new String(text.toCharArray()) : value;
    }

    /** One byte, one character or a type away. */
    private static Object changed(Object value) {
        return value instanceof byte[] bytes ? Arrays.copyOf(bytes, bytes.length + 1) : value + "x";
    }

    @Property(tries = 200)
    void a_permutation_of_any_size_can_be_inverted(
            @ForAll long secret, @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int size, @ForAll int any) {
        KeyPermutation permutation = new KeyPermutation(size);
        int index = Math.floorMod(any, size);

        assertThat(permutation.apply(secret, index)).isBetween(0, size - 1);
        assertThat(permutation.invert(secret, permutation.apply(secret, index))).isEqualTo(index);
    }
}
