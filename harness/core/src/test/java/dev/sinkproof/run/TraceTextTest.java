package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTextTest {
    @Test
    void tellsTheWholeChainOfCausesWithoutConnectsWrapping() {
        String trace = """
                org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception.
                \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:1)
                Caused by: org.postgresql.util.PSQLException: Connection to 127.0.0.1:1 refused.
                \t... 12 more
                Caused by: java.net.ConnectException: Connection refused
                """;

        assertThat(TraceText.cause(trace))
                .isEqualTo("org.postgresql.util.PSQLException: Connection to 127.0.0.1:1 refused."
                        + " — caused by java.net.ConnectException: Connection refused");
    }

    @Test
    void keepsAnExceptionThatHasNoCause() {
        assertThat(TraceText.cause("java.lang.IllegalStateException: x\n\tat y"))
                .isEqualTo("java.lang.IllegalStateException: x");
        assertThat(TraceText.cause("")).isEmpty();
        assertThat(TraceText.cause(null)).isEmpty();
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(TraceText.cause("x".repeat(5000))).hasSizeLessThan(700).endsWith(" …");
    }
}
