package dev.sinkproof.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TwoJvmsIT {
    /** Immutable collections iterate in another order in each JVM: it must not matter. */
    @Test
    void two_jvms_give_the_same_traces() throws Exception {
        String here = TraceMain.digest();

        assertThat(OtherJvm.run(OtherJvm.classPath(), TraceMain.class)).isEqualTo(here);
        assertThat(OtherJvm.run(OtherJvm.classPath(), TraceMain.class)).isEqualTo(here);
    }
}
