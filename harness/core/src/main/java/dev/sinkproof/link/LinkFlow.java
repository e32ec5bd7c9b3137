package dev.sinkproof.link;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** What a {@link LinkStage} can do with the direction that it stands in. */
public interface LinkFlow {
    /** Sends bytes on; returns when they are handed to the operating system. */
    void forward(ByteBuffer bytes) throws IOException;

    /** Sends bytes back to the side that this direction comes from. */
    void reply(ByteBuffer bytes) throws IOException;

    /**
     * Stops at a fault point until the gate lets go. Must be called without locks held.
     *
     * @param attributes facts that triggers can name; the connection's number is added
     * @return how to go on: to proceed, to swallow what was stopped, to answer in the target's stead, or to let a part of it through
     *     and then {@link #cut}; its settings are valid by {@link LinkAnswers}
     * @throws IOException when the connection is to be cut, which the stage lets through
     * @throws InterruptedException when the run ends while the direction is held
     */
    GateDecision pass(FaultPoint point, Map<String, String> attributes) throws IOException, InterruptedException;

    /**
     * Closes the connection on both sides, after what was sent so far has been handed over.
     *
     * @return what the stage throws then
     */
    IOException cut(String why);

    /** Tells that the protocol can no longer be followed. Only the first call for a connection is heard. */
    void problem(String message);
}
