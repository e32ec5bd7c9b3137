package dev.sinkproof.link;

import dev.sinkproof.fault.GateDecision;
import java.util.Optional;

/**
 * A target's protocol, as far as the link has to know it. The extension point for further targets.
 *
 * <p>Life cycle: one instance may serve many links and is used by many threads at once; {@link #open} is called once for
 * each connection, before any byte flows, and what it returns lives as long as the connection.
 */
public interface LinkProtocol {
    /** Short name for messages, for example {@code postgresql}. */
    String name();

    /** The stages for a new connection. */
    LinkCodec open();

    /**
     * A stage that refuses a new connection in the target's stead: it sees what the client sends, replies, and cuts the connection.
     *
     * @return empty when the protocol knows no such thing; the connection is reset then
     */
    default Optional<LinkStage> refusal(GateDecision answer) {
        return Optional.empty();
    }
}
