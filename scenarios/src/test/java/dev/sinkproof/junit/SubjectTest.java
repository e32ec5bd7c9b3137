package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.subject.SubjectException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void whatIsSaidInCodeIsWhatAFileWouldSay() {
        SubjectSpec subject = Subject.named("orders")
                .connector("com.example.OrdersSink")
                .with("topics", "${source.topics}")
                .plugin("target/orders.jar", "com.example:driver:1")
                .target("postgresql")
                .table("orders")
                .claims(Guarantee.EFFECTIVELY_ONCE)
                .writes(WriteModel.UPSERT)
                .poison(PoisonPolicy.SKIP)
                .recoversWithin(Duration.ofSeconds(5))
                .build();

        assertThat(subject.name()).isEqualTo("orders");
        assertThat(subject.config())
                .isEqualTo(Map.of("connector.class", "com.example.OrdersSink", "topics", "${source.topics}"));
        assertThat(subject.plugins()).containsExactly("target/orders.jar", "com.example:driver:1");
        assertThat(subject.targetSettings()).isEqualTo(Map.of("table", "orders"));
        assertThat(subject.contract())
                .isEqualTo(
                        new Contract(Guarantee.EFFECTIVELY_ONCE, WriteModel.UPSERT, 5_000, false, PoisonPolicy.SKIP));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> Subject.named("orders").build())
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("subject orders: connector.class is missing");
    }

    @Test
    void aClassHasExactlyOneSubject() {
        assertThatThrownBy(() -> Subjects.of(None.class)).hasMessageContaining("is neither a SubjectSource nor");
        assertThatThrownBy(() -> Subjects.of(Two.class)).hasMessageContaining("names a subject file and is");
        assertThatThrownBy(() -> Subjects.of(NoFile.class)).hasMessageContaining("subject file not found: none");
    }

    @SinkproofTest
    static class None {}

    @SinkproofTest(subject = "none")
    static class NoFile {}

    @SinkproofTest(subject = "none")
    static class Two implements SubjectSource {
        @Override
        public SubjectSpec subject() {
            throw new AssertionError("must not be asked");
        }
    }
}
