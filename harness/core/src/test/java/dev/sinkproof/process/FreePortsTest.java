package dev.sinkproof.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** Of so many the system itself gives some twice. */
    @Test
    void givesNoPortTwiceWithinAThousand() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ports.add(FreePorts.next());
        }

        assertThat(ports).doesNotHaveDuplicates();
    }
}
