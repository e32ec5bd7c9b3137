package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetRow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void each_value_is_shown_as_what_it_is() {
        assertThat(Values.show((Object) null)).isEqualTo("null");
        assertThat(Values.show((Object) new byte[] {1, (byte) 0xfe})).isEqualTo("0x01fe");
        assertThat(Values.show((Object) "null")).isEqualTo("\"null\"");
        assertThat(Values.show(new BigDecimal("1.50"))).isEqualTo("1.50");
    }

    @Test
    void what_one_would_not_see_is_written_as_an_escape() {
        assertThat(Values.show((Object) "a\u0000b\u202Ec\uD800d\uD83D\uDE00"))
                .isEqualTo("\"a\\u0000b\\u202Ec\\uD800d\uD83D\uDE00\"");
    }

    @Test
    void what_is_long_is_cut_and_that_is_said() {
        String fits = "x".repeat(Values.VALUE_MAX);
        assertThat(Values.show((Object) fits)).isEqualTo('"' + fits + '"');
        assertThat(Values.show((Object) (fits + "y"))).isEqualTo('"' + fits + "… (81 characters)\"");
        assertThat(Values.show((Object) ("x".repeat(79) + "\uD83D\uDE00")))
                .as("no half of a character")
                .isEqualTo('"' + "x".repeat(79) + "… (81 characters)\"");
        assertThat(Values.show((Object) new byte[39])).isEqualTo("0x" + "00".repeat(39));
        assertThat(Values.show((Object) new byte[40])).isEqualTo("0x" + "00".repeat(39) + "… (40 bytes)");
        assertThat(Values.show((Object) new byte[9_000])).endsWith("… (9000 bytes)");
    }

    @Test
    void a_row_is_shown_field_by_field_and_cut() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("a", 1L);
        fields.put("b", "x");
        assertThat(Values.show(new TargetRow("t", fields))).isEqualTo("{a=1, b=\"x\"}");

        for (int i = 0; i < 5; i++) {
            fields.put("c" + i, "x".repeat(80));
        }
        assertThat(Values.show(new TargetRow("t", fields)))
                .hasSize(Values.ROW_MAX + "… (447 characters)".length())
                .endsWith("… (447 characters)");
    }
}
