package dev.sinkproof.kafka.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameInputTest {
    /** Gives its bytes in pieces of any size. */
    private static final class Pieces implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private final Random random;
        private final int pieceMax;

        Pieces(byte[] bytes, int pieceMax) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.random = new Random(pieceMax);
            this.pieceMax = pieceMax;
        }

        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(into.remaining(), bytes.remaining()), 1 + random.nextInt(pieceMax));
            into.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static byte[] stream(List<Integer> sizes) {
        ByteBuffer stream =
                ByteBuffer.allocate(sizes.stream().mapToInt(size -> 4 + size).sum());
        byte next = 0;
        for (int size : sizes) {
            stream.putInt(size);
            for (int i = 0; i < size; i++) {
                stream.put(next++);
            }
        }
        return stream.array();
    }

    @Property(tries = 200)
    void frames_pass_as_they_are_however_they_come(
            @ForAll @Size(max = 6) List<@IntRange(min = 4, max = 200_000) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 100_000) int pieceMax,
            @ForAll @IntRange(min = 0, max = 200_000) int peeked)
            throws IOException {
        byte[] stream = stream(sizes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WritableByteChannel to = Channels.newChannel(out);
        FrameInput frames = new FrameInput(new Pieces(stream, pieceMax));
        for (int size : sizes) {
            assertThat(frames.next()).isTrue();
            assertThat(frames.size()).isEqualTo(size);
            ByteBuffer start = frames.peek(peeked);
            assertThat(start).isEqualTo(ByteBuffer.wrap(stream, out.size() + 4, Math.min(peeked, size)));
            frames.transferTo(to);
        }
        assertThat(frames.next()).isFalse();
        assertThat(out.toByteArray()).isEqualTo(stream);
    }

    @Test
    void skipped_frames_leave_nothing_behind() throws IOException {
        FrameInput frames = new FrameInput(new Pieces(stream(List.of(100_000, 5, 7)), 1000));
        frames.next();
        frames.skip();
        frames.next();
        frames.skip();
        frames.next();
        assertThat(frames.size()).isEqualTo(7);
        assertThat(frames.peek(100).remaining()).isEqualTo(7);
    }

    @Test
    void a_stream_that_ends_within_a_frame_is_an_error() throws IOException {
        byte[] half = java.util.Arrays.copyOf(stream(List.of(100)), 50);
        FrameInput peeking = new FrameInput(new Pieces(half, 100));
        peeking.next();
        assertThatThrownBy(() -> peeking.peek(100)).isInstanceOf(IOException.class);
        FrameInput skipping = new FrameInput(new Pieces(half, 100));
        skipping.next();
        assertThatThrownBy(skipping::skip).isInstanceOf(IOException.class);
    }

    @Test
    void lengths_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> new FrameInput(new Pieces(new byte[] {0, 0, 0, 3, 1, 2, 3}, 10)).next())
                .isInstanceOf(NotKafkaException.class);
        assertThatThrownBy(() -> new FrameInput(new Pieces(new byte[] {-1, 0, 0, 3, 1, 2, 3}, 10)).next())
                .isInstanceOf(NotKafkaException.class);
    }
}
