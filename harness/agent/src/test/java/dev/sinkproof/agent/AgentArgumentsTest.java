package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentArgumentsTest {
    @Test
    void readsAllThree() {
        assertThat(AgentArguments.parse("port=4711,worker=worker-1,token=abc"))
                .isEqualTo(new AgentArguments(4711, "worker-1", "abc"));
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> AgentArguments.parse("port=4711,token=abc"))
                .hasMessageContaining("argument worker is missing")
                .hasMessageContaining("port=<port>,worker=<name>,token=<token>")
                .hasMessageNotContaining("abc");
        assertThatThrownBy(() -> AgentArguments.parse(null)).hasMessageContaining("argument port is missing");
    }

    @Test
    void saysWhichPortIsNone() {
        assertThatThrownBy(() -> AgentArguments.parse("port=x,worker=worker-1,token=abc"))
                .hasMessageContaining("port is 'x'");
    }

    @Test
    void hidesTheTokenFromPeople() {
        assertThat(AgentArguments.parse("port=1,worker=w,token=abc").toString()).doesNotContain("abc");
    }
}
