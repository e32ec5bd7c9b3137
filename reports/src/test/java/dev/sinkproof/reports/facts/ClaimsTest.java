package dev.sinkproof.reports.facts;

import static dev.sinkproof.model.Guarantee.AT_LEAST_ONCE;
import static dev.sinkproof.model.Guarantee.AT_MOST_ONCE;
import static dev.sinkproof.model.Guarantee.EFFECTIVELY_ONCE;
import static dev.sinkproof.model.Guarantee.NONE;
import static dev.sinkproof.model.GuaranteeOutcome.Status.NOT_REFUTED;
import static dev.sinkproof.model.GuaranteeOutcome.Status.REFUTED;
import static dev.sinkproof.model.GuaranteeOutcome.Status.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    @Test
    void duplicatesLeaveAtLeastOnceStanding() {
        Claims claims = claims(REFUTED, NOT_REFUTED, REFUTED);

        assertThat(claims.strongestNotRefuted()).containsExactly(AT_LEAST_ONCE);
        assertThat(claims.weakestRefuted()).containsExactly(AT_MOST_ONCE);
        assertThat(claims.alsoRuledOut()).containsExactly(EFFECTIVELY_ONCE);
    }

    @Test
    void allHeld() {
        Claims claims = claims(NOT_REFUTED, NOT_REFUTED, NOT_REFUTED);

        assertThat(claims.strongestNotRefuted()).containsExactly(EFFECTIVELY_ONCE);
        assertThat(claims.weakestRefuted()).isEmpty();
        assertThat(claims.alsoRuledOut()).isEmpty();
        assertThat(claims.claimed(NOT_REFUTED)).isEqualTo(3);
    }

    @Test
    void undecidedIsNeitherHeldNorRefuted() {
        Claims claims = claims(UNDECIDED, UNDECIDED, UNDECIDED);

        assertThat(claims.strongestNotRefuted()).isEmpty();
        assertThat(claims.weakestRefuted()).isEmpty();
        assertThat(claims.claimed(UNDECIDED)).isEqualTo(3);
    }

    @Test
    void theStrongestComesFirstAndNoneIsLeftOut() {
        Claims claims = claims(REFUTED, NOT_REFUTED, REFUTED);

        assertThat(claims.rows())
                .extracting(GuaranteeOutcome::guarantee)
                .containsExactly(EFFECTIVELY_ONCE, AT_LEAST_ONCE, AT_MOST_ONCE);
    }

    private static Claims claims(
            GuaranteeOutcome.Status atMost, GuaranteeOutcome.Status atLeast, GuaranteeOutcome.Status effectively) {
        return new Claims(List.of(
                outcome(NONE, NOT_REFUTED),
                outcome(AT_MOST_ONCE, atMost),
                outcome(AT_LEAST_ONCE, atLeast),
                outcome(EFFECTIVELY_ONCE, effectively)));
    }

    private static GuaranteeOutcome outcome(Guarantee guarantee, GuaranteeOutcome.Status status) {
        return new GuaranteeOutcome(guarantee, true, status, "a case");
    }
}
