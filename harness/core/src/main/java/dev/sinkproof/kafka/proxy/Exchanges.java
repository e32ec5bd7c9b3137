package dev.sinkproof.kafka.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Requests of one connection that are to be answered, in their order: Kafka's clients demand answers in it. An answer of the
 * proxy's own waits until all before it have been given.
 */
final class Exchanges {
    private final WritableByteChannel client;
    private final Deque<Exchange> open = new ArrayDeque<>();

    Exchanges(WritableByteChannel client) {
        this.client = client;
    }

    /** A request goes to the broker; to be called before it does. */
    synchronized void expect(Exchange exchange) {
        open.add(exchange);
    }

    /** The proxy answers a request itself, now or when its turn comes. */
    synchronized void answer(int correlationId, ByteBuffer answer) throws IOException {
        open.add(Exchange.answered(correlationId, answer));
        answerOwn();
    }

    /** The exchange that the broker's next answer belongs to; it stays until {@link #finished}. */
    synchronized Exchange next(int correlationId) throws NotKafkaException {
        Exchange first = open.peek();
        if (first == null || first.correlationId() != correlationId) {
            throw new NotKafkaException("the broker answered request " + correlationId + ", but "
                    + (first == null ? "no request is open" : "request " + first.correlationId() + " is the next"));
        }
        return first;
    }

    /** Gives the first exchange another answer than the broker's. */
    synchronized void answerInstead(ByteBuffer answer) throws IOException {
        write(answer);
    }

    /** The answer to the first exchange has been given as a whole. */
    synchronized void finished() throws IOException {
        open.remove();
        answerOwn();
    }

    private void answerOwn() throws IOException {
        while (!open.isEmpty() && open.peek().answer() != null) {
            write(open.remove().answer());
        }
    }

    private void write(ByteBuffer answer) throws IOException {
        while (answer.hasRemaining()) {
            client.write(answer);
        }
    }
}
