package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LsnTest {
    @Test
    void readsAndComparesPositions() {
        Lsn early = Lsn.of("0/FFFFFFFF");
        Lsn late = Lsn.of("16/B374D848");

        assertThat(early.later(late)).isEqualTo(late);
        assertThat(late.later(early)).isEqualTo(late);
        assertThat(Lsn.of("FFFFFFFF/0").later(late)).isEqualTo(Lsn.of("FFFFFFFF/0"));
        assertThat(Lsn.of(null)).isEqualTo(Lsn.NONE);
        assertThat(late).hasToString("16/b374d848");
    }
}
