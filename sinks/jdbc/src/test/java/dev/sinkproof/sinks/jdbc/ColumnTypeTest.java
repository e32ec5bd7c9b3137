package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are made of it
class ColumnTypeTest {
    /** Years 1 to 9999, which Java writes as PostgreSQL does. */
    private static final long FIRST_MICRO = -62_135_596_800_000_000L;

    private static final long LAST_MICRO = 253_402_300_799_999_999L;

    @Property
    void writesEveryMicrosecond(@ForAll @LongRange(min = FIRST_MICRO, max = LAST_MICRO) long micros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);

        String written = (String) ColumnType.MICRO_TIMESTAMP.element(micros);

        assertThat(LocalDateTime.parse(written.replace(' ', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME))
                .isEqualTo(time);
    }

    @Property
    void writesEveryDecimal(@ForAll BigDecimal number) {
        assertThat(new BigDecimal((String) ColumnType.DECIMAL.element(number))).isEqualTo(number);
    }

    @Property
    void takesEveryTextOfCharacters(@ForAll String text) {
        boolean holdable = text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));

        if (holdable) {
            assertThat(ColumnType.STRING.element(text)).isEqualTo(text);
        } else {
            assertThatThrownBy(() -> ColumnType.STRING.element(text)).isInstanceOf(DataException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "\u0000", "a\u0000"})
    void refusesTextThatWouldBeAltered(String text) {
        assertThatThrownBy(() -> ColumnType.STRING.element(text)).isInstanceOf(DataException.class);
    }

    @Test
    void refusesADateWithATimeAndATimeWithADate() {
        assertThatThrownBy(() -> ColumnType.DATE.element(new Date(1))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> ColumnType.TIME.element(new Date(86_400_000))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> ColumnType.TIME.element(new Date(-1))).isInstanceOf(DataException.class);
    }

    @Test
    void keepsUnknownLogicalTypesAsTheirBaseType() {
        assertThat(ColumnType.of(SchemaBuilder.int64().name("com.acme.Ticks").build()))
                .isEqualTo(ColumnType.INT64);
    }

    @Test
    void hasNoColumnForNestedValues() {
        assertThatThrownBy(() ->
                        ColumnType.of(SchemaBuilder.array(Schema.INT64_SCHEMA).build()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ARRAY");
    }
}
