package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineBufferTest {
    @Test
    void keepsOrderWhenLinesGoToAFile() throws IOException {
        List<String> lines = new ArrayList<>(List.of("first", "x".repeat(200), "", "ü😀\n"));
        IntStream.range(0, 1000).mapToObj(String::valueOf).forEach(lines::add);

        try (LineBuffer buffer = new LineBuffer(100)) {
            assertThat(drained(buffer, lines)).isEqualTo(lines);
            assertThat(drained(buffer, List.of("again"))).containsExactly("again");
            assertThat(drained(buffer, lines)).isEqualTo(lines);
            assertThat(drained(buffer, List.of())).isEmpty();
        }
    }

    private static List<String> drained(LineBuffer buffer, List<String> lines) throws IOException {
        for (String line : lines) {
            buffer.add(line);
        }
        List<String> drained = new ArrayList<>();
        buffer.drainTo(drained::add);
        return drained;
    }
}
