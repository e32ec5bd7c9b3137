package dev.sinkproof.evidence;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Evidence that is too large for memory: it is passed by, element by element, and can be passed by again.
 *
 * @param <T> kind of element
 */
@FunctionalInterface
public interface EvidenceStream<T> {
    /**
     * Hands every element to {@code consumer}, in the stream's order.
     *
     * @throws IOException when the evidence cannot be read; the check is then inconclusive
     */
    void forEach(Consumer<? super T> consumer) throws IOException;
}
