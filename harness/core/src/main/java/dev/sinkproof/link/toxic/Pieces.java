package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Cuts pieces into smaller ones. */
final class Pieces {
    private Pieces() {}

    static void cut(ByteBuffer piece, long bytesMax, Consumer<ByteBuffer> parts) {
        cut(piece, () -> bytesMax, parts);
    }

    /** @param bytesMax the size of the next part; at least 1 */
    static void cut(ByteBuffer piece, LongSupplier bytesMax, Consumer<ByteBuffer> parts) {
        while (piece.hasRemaining()) {
            int count = (int) Math.min(piece.remaining(), bytesMax.getAsLong());
            parts.accept(piece.slice(piece.position(), count));
            piece.position(piece.position() + count);
        }
    }
}
