package dev.sinkproof.kafka.proxy;

import java.time.Duration;
import org.apache.kafka.common.protocol.Errors;

/**
 * What is done to one exchange of a request and its answer. An implementation is its settings and this one behaviour; it
 * keeps nothing from one exchange to the next.
 *
 * <p>Threads: called on the thread of the connection that the request came on; while it waits, that connection's requests
 * (or answers) wait, and no other connection's.
 */
public interface KafkaAction {
    /** When it acts. A request that no answer is owed to (produce with {@code acks=0}) is never acted on at its answer. */
    Side side();

    /** Acts, and says how the exchange goes on. */
    Verdict act(Passage passage) throws InterruptedException;

    /** The client is told this error; the broker never sees the request. */
    static KafkaAction refuse(Errors error) {
        return new Refuse(error, Side.REQUEST);
    }

    /** The connection is closed before the broker sees the request. */
    static KafkaAction disconnect() {
        return new Disconnect(Side.REQUEST);
    }

    /** A lost acknowledgement: the broker acts, its answer is thrown away and the connection closed. */
    static KafkaAction dropAnswer() {
        return new Disconnect(Side.ANSWER);
    }

    /** The broker never sees the request, and neither it nor what follows on its connection is ever answered. */
    static KafkaAction blackHole() {
        return new Silence(Side.REQUEST);
    }

    /** The request reaches the broker so much later. */
    static KafkaAction delay(Duration time) {
        return new Delay(time, Side.REQUEST);
    }

    /** The exchange waits at the gate. */
    static KafkaAction hold(Side side, KafkaGate gate) {
        return new Hold(gate, side);
    }
}
