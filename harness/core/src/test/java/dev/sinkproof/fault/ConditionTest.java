package dev.sinkproof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource({
        "none, none, true",
        "none, other, false",
        "INSERT*, INSERT INTO t, true",
        "INSERT*, insert into t, false",
        "*orders*, my.orders.topic, true",
        "a.c, abc, false",
        ">=100, 99, false",
        ">=100, 100, true",
        ">=100, many, false",
        "!none, error, true",
        "!none, none, false",
        "!a*, abc, false"
    })
    void comparesTexts(String required, String value, boolean met) {
        assertThat(new Condition(required).isMetBy(value)).isEqualTo(met);
    }

    @Test
    void nothingIsMetByAnAbsentValueButItsNegation() {
        assertThat(new Condition("*").isMetBy(null)).isFalse();
        assertThat(new Condition(">=0").isMetBy(null)).isFalse();
        assertThat(new Condition("!x").isMetBy(null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5, true", "10, true", "4, false", "11, false", ">=10, true", ">=11, false", ">=0, true", "x, false"})
    void findsAnOffsetWithinABatch(String required, boolean met) {
        assertThat(new Condition(required).isMetWithin(5, 10)).isEqualTo(met);
    }
}
