package dev.sinkproof.link.postgresql;

import java.nio.ByteBuffer;

/** Reads what a client sends before messages have types: a length, a code, and more. */
final class StartupPacket {
    private static final int PROTOCOL_MAJOR = 3;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_ENCRYPTION_REQUEST = 80877104;

    /** The server's own limits. */
    private static final int PACKET_BYTES_MIN = 8;

    private static final int PACKET_BYTES_MAX = 10_000;

    private final byte[] head = new byte[PACKET_BYTES_MIN];
    private int count;
    private int length;

    /** What a packet asks for. */
    enum Kind {
        INCOMPLETE,
        /** A session. */
        START,
        /** Encryption, by TLS or GSSAPI, which the link cannot read. */
        ENCRYPT,
        /** That another session's statement is cancelled. */
        CANCEL
    }

    /** Takes bytes up to the end of the packet. */
    Kind read(ByteBuffer chunk) throws MalformedMessageException {
        while (count < PACKET_BYTES_MIN && chunk.hasRemaining()) {
            head[count++] = chunk.get();
        }
        if (count < PACKET_BYTES_MIN) {
            return Kind.INCOMPLETE;
        }
        if (count == PACKET_BYTES_MIN) {
            length = checkedLength();
        }
        int rest = Math.min(length - count, chunk.remaining());
        chunk.position(chunk.position() + rest);
        count += rest;
        return count < length ? Kind.INCOMPLETE : complete();
    }

    private int checkedLength() throws MalformedMessageException {
        int said = ByteBuffer.wrap(head).getInt(0);
        if (said < PACKET_BYTES_MIN || said > PACKET_BYTES_MAX) {
            throw new MalformedMessageException("a startup packet of length " + said);
        }
        return said;
    }

    private Kind complete() throws MalformedMessageException {
        count = 0;
        int code = ByteBuffer.wrap(head).getInt(4);
        return switch (code) {
            case SSL_REQUEST, GSS_ENCRYPTION_REQUEST -> Kind.ENCRYPT;
            case CANCEL_REQUEST -> Kind.CANCEL;
            default -> {
                if (code >>> 16 != PROTOCOL_MAJOR) {
                    throw new MalformedMessageException("protocol version " + (code >>> 16) + "." + (code & 0xffff));
                }
                yield Kind.START;
            }
        };
    }
}
