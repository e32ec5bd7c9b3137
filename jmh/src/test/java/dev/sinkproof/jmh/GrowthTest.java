package dev.sinkproof.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final double[] SIZES = {40, 400, 4_000};

    @Test
    void exponentIsThatOfThePowerLaw() {
        assertThat(Growth.slope(SIZES, new double[] {7, 70, 700})).isCloseTo(1, within(1e-9));
        assertThat(Growth.slope(SIZES, new double[] {3, 300, 30_000})).isCloseTo(2, within(1e-9));
        assertThat(Growth.slope(SIZES, new double[] {5, 5, 5})).isCloseTo(0, within(1e-9));
    }

    @Test
    void aPointBesideTheLineMovesItALittle() {
        assertThat(Growth.slope(SIZES, new double[] {7, 90, 700})).isCloseTo(1, within(0.01));
    }
}
