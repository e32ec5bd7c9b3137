package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetRow;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordIdentityTest {
    @Test
    void is_read_whatever_the_letter_case_of_the_columns() {
        assertThat(RecordIdentity.of(row("SRC_PARTITION", 2L, "Src_Ordinal", 17L)))
                .contains(new RecordIdentity(2, 17));
    }

    @Test
    void is_read_from_any_whole_number() {
        assertThat(RecordIdentity.of(row("src_partition", new BigDecimal("2.000"), "src_ordinal", "17")))
                .contains(new RecordIdentity(2, 17));
        assertThat(RecordIdentity.of(row("src_partition", 2.0, "src_ordinal", 17.0)))
                .contains(new RecordIdentity(2, 17));
    }

    @Test
    void garbage_is_no_identity_but_the_columns_are_there() {
        for (Object garbage : new Object[] {null, -1L, "x", 1.5, Double.NaN, true, 1L << 40}) {
            TargetRow row = row("src_partition", garbage, "src_ordinal", 1L);
            assertThat(RecordIdentity.of(row)).as("%s", garbage).isEmpty();
            assertThat(RecordIdentity.keptBy(row)).as("%s", garbage).isTrue();
        }
    }

    @Test
    void a_row_without_the_columns_does_not_keep_it() {
        assertThat(RecordIdentity.keptBy(row("src_partition", 1L, "other", 1L))).isFalse();
    }

    private static TargetRow row(String partition, Object partitionValue, String ordinal, Object ordinalValue) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(partition, partitionValue);
        fields.put(ordinal, ordinalValue);
        return new TargetRow("table", fields);
    }
}
