package dev.sinkproof.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @ParameterizedTest
    @CsvSource({
        "'plain – ünïcode 😀 שלום', 'plain – ünïcode 😀 שלום'",
        "'a\u202Eb', 'a[U+202E]b'",
        "'a\u2066b\u2069', 'a[U+2066]b[U+2069]'",
        "'\u0007x', '␇x'",
        "'\u007f', '␡'",
        "'\u0085', '\uFFFD'",
        "'\uFFFF', '\uFFFD'",
        "'\uFEFFx', '[U+FEFF]x'",
    })
    void whatIsHarmfulBecomesVisible(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @Test
    void loneSurrogatesAreReplacedAndPairsAreKept() {
        assertThat(SafeText.of("a\ud800b\udc00c😀")).isEqualTo("a\uFFFDb\uFFFDc😀");
    }

    @Test
    void linesAndTabsAreKept() {
        assertThat(SafeText.of("a\n\tb")).isEqualTo("a\n\tb");
    }

    @Test
    void longTextIsCutBetweenCharactersAndSaysHowLongItWas() {
        String text = "x".repeat(SafeText.VALUE_CHARS_MAX - 1) + "😀".repeat(10);

        assertThat(SafeText.of(text))
                .isEqualTo("x".repeat(SafeText.VALUE_CHARS_MAX - 1) + " … [cut: 2,019 characters in all]");
    }
}
