package dev.sinkproof.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** Neither does it give one that a client might get meanwhile. */
    @Test
    void givesNoPortTwiceWithinAThousand() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ports.add(FreePorts.next());
        }

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    @Test
    void givesNoneThatIsInUse() throws IOException {
        int used = FreePorts.next();
        try (ServerSocket socket = new ServerSocket(used, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(socket.getLocalPort())).isFalse();
        }
        assertThat(FreePorts.isFree(used)).isTrue();
    }
}
