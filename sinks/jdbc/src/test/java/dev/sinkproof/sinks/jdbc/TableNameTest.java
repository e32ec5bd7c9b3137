package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNameTest {
    @ParameterizedTest
    @CsvSource({
        "${topic}, orders, '\"orders\"'",
        "${topic}, shop.public.orders, '\"shop.public.orders\"'",
        "sales.${topic}_copy, shop.orders, '\"sales\".\"shop.orders_copy\"'",
        "all, orders, '\"all\"'",
        "${topic}, 'a\"b', '\"a\"\"b\"'"
    })
    void comesFromTheFormat(String format, String topic, String quoted) {
        assertThat(TableName.of(format, topic).quoted()).isEqualTo(quoted);
    }

    @Test
    void isNeverCutByPostgres() {
        String longest = "x".repeat(63);

        assertThat(TableName.of("${topic}", longest).name()).isEqualTo(longest);
        assertThatThrownBy(() -> TableName.of("${topic}", longest + "x"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("63 bytes");
    }
}
