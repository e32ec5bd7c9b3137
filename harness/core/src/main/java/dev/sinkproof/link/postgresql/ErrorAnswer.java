package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkFlow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a client is told in the server's stead. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    /** Where the bytes for the client go. */
    interface ToClient {
        void write(ByteBuffer bytes) throws IOException;
    }

    /** An ErrorResponse after which the connection goes on. */
    static ByteBuffer error(GateDecision answer) {
        return message(LinkAnswers.ERROR, answer);
    }

    /** Tells the client that the connection is over, and cuts it; returns what is to be thrown then. */
    static IOException fatal(GateDecision answer, ToClient client, LinkFlow flow) throws IOException {
        client.write(message(LinkAnswers.FATAL, answer));
        return flow.cut("answered with a FATAL error");
    }

    /** ReadyForQuery. */
    static ByteBuffer ready(TransactionStatus status) {
        return ByteBuffer.wrap(new byte[] {'Z', 0, 0, 0, 5, status.letter()});
    }

    private static ByteBuffer message(String severity, GateDecision answer) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, 'S', severity);
        field(fields, 'V', severity);
        field(fields, 'C', LinkAnswers.sqlstate(answer));
        field(fields, 'M', LinkAnswers.message(answer));
        fields.write(0);
        return ByteBuffer.allocate(5 + fields.size())
                .put((byte) 'E')
                .putInt(4 + fields.size())
                .put(fields.toByteArray())
                .flip();
    }

    private static void field(ByteArrayOutputStream fields, char type, String text) {
        fields.write(type);
        // A zero would end the text.
        fields.writeBytes(text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8));
        fields.write(0);
    }
}
