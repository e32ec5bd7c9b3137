package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReproductionTest {
    @Test
    void anIntegrationTestIsRunAgainByFailsafe() {
        assertThat(new Reproduction(OrdersIT.class, 7).command(List.of("crash/n1")))
                .isEqualTo("mvn verify -Dit.test=OrdersIT '-Dsinkproof.scenarios=crash/n1' -Dsinkproof.seeds=7");
    }

    @Test
    void anyOtherBySurefire() {
        assertThat(new Reproduction(ReproductionTest.class, 7).command(List.of()))
                .isEqualTo("mvn test -Dtest=ReproductionTest -Dsinkproof.seeds=7");
    }

    static class OrdersIT {}
}
