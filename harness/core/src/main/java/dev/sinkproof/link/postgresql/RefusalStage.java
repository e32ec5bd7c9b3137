package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkFlow;
import dev.sinkproof.link.LinkStage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Refuses a session, as a server does that takes no more of them: with a FATAL error in answer to the startup packet. */
final class RefusalStage implements LinkStage {
    private final GateDecision answer;
    private final StartupPacket startup = new StartupPacket();

    RefusalStage(GateDecision answer) {
        this.answer = answer;
    }

    @Override
    public void bytes(ByteBuffer chunk, LinkFlow flow) throws IOException {
        while (chunk.hasRemaining()) {
            switch (kind(chunk, flow)) {
                case INCOMPLETE -> {
                    // The rest comes with the next chunk.
                }
                case ENCRYPT -> flow.reply(ByteBuffer.wrap(new byte[] {'N'}));
                case START -> throw ErrorAnswer.fatal(answer, flow::reply, flow);
                case CANCEL -> throw flow.cut("refused a cancel request");
            }
        }
    }

    @Override
    public void end(LinkFlow flow) {
        // The client has gone before it was refused.
    }

    private StartupPacket.Kind kind(ByteBuffer chunk, LinkFlow flow) throws IOException {
        try {
            return startup.read(chunk);
        } catch (MalformedMessageException e) {
            flow.problem("A connection was refused that does not speak PostgreSQL protocol 3: " + e.getMessage());
            throw flow.cut("refused what was not understood");
        }
    }
}
