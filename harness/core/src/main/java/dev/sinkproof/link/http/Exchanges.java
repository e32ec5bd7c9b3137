package dev.sinkproof.link.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The requests of a connection that are not answered yet, and our own answers among them, in the order in which the client must get answers.
 *
 * <p>Thread-safe; no method blocks.
 */
final class Exchanges {
    private final Deque<Entry> unanswered = new ArrayDeque<>();

    /** One of the two is null. */
    private record Entry(Exchange exchange, byte[] reply) {}

    /** A request is about to be forwarded. */
    synchronized void sent(Exchange exchange) {
        unanswered.add(new Entry(exchange, null));
    }

    /**
     * A request was answered in the target's stead.
     *
     * @return whether the caller has to write the answer; if not, it is written when those before it have been
     */
    synchronized boolean answered(byte[] reply) {
        if (unanswered.isEmpty()) {
            return true;
        }
        unanswered.add(new Entry(null, reply));
        return false;
    }

    /** The request that the target answers now. */
    synchronized Optional<Exchange> current() {
        return Optional.ofNullable(unanswered.peek()).map(Entry::exchange);
    }

    /** The first answer has been written, whose ever it was. Returns our own one that comes next, if there is one. */
    synchronized Optional<byte[]> written() {
        unanswered.remove();
        return Optional.ofNullable(unanswered.peek()).map(Entry::reply);
    }
}
