package dev.sinkproof.link.postgresql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Hand-made messages of PostgreSQL's protocol. */
final class Messages {
    static final byte[] SYNC = message('S');
    static final byte[] FLUSH = message('H');
    static final byte[] COPY_DONE = message('c');
    static final byte[] PARSE_COMPLETE = message('1');
    static final byte[] BIND_COMPLETE = message('2');
    static final byte[] NO_DATA = message('n');
    static final byte[] COPY_IN_RESPONSE = message('G', new byte[] {0, 0, 1, 0, 0});

    private Messages() {}

    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] startup() {
        return packet(196608, all(text("user"), text("sinkproof"), new byte[1]));
    }

    static byte[] sslRequest() {
        return packet(80877103, new byte[0]);
    }

    static byte[] cancelRequest() {
        return packet(80877102, new byte[] {0, 0, 0, 1, 0, 0, 0, 2});
    }

    static byte[] packet(int code, byte[] rest) {
        return ByteBuffer.allocate(8 + rest.length)
                .putInt(8 + rest.length)
                .putInt(code)
                .put(rest)
                .array();
    }

    static byte[] query(String sql) {
        return message('Q', text(sql));
    }

    static byte[] parse(String name, String sql) {
        return message('P', text(name), text(sql), new byte[2]);
    }

    static byte[] bind(String portal, String statement, byte[] value) {
        ByteBuffer tail = ByteBuffer.allocate(10 + value.length);
        tail.putShort((short) 0)
                .putShort((short) 1)
                .putInt(value.length)
                .put(value)
                .putShort((short) 0);
        return message('B', text(portal), text(statement), tail.array());
    }

    static byte[] bind(String portal, String statement) {
        return bind(portal, statement, new byte[] {'7', 0, 'S'});
    }

    static byte[] execute(String portal) {
        return message('E', text(portal), new byte[4]);
    }

    static byte[] describe(String portal) {
        return message('D', new byte[] {'P'}, text(portal));
    }

    static byte[] closeStatement(String name) {
        return message('C', new byte[] {'S'}, text(name));
    }

    static byte[] copyData(String data) {
        return message('d', data.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] copyFail() {
        return message('f', text("no more"));
    }

    static byte[] complete(String tag) {
        return message('C', text(tag));
    }

    static byte[] error(String sqlstate) {
        return message('E', text("SERROR"), text("C" + sqlstate), text("Mbecause C is not a code"), new byte[1]);
    }

    static byte[] ready(char status) {
        return message('Z', new byte[] {(byte) status});
    }

    static byte[] row(int bytes) {
        return message('D', new byte[bytes]);
    }

    static byte[] notice() {
        return message('N', text("SNOTICE"), text("C00000"), new byte[1]);
    }

    static byte[] authenticationOk() {
        return message('R', new byte[4]);
    }

    static byte[] text(String text) {
        return all(text.getBytes(StandardCharsets.UTF_8), new byte[1]);
    }

    static byte[] message(char type, byte[]... body) {
        byte[] content = all(body);
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putInt(4 + content.length)
                .put(content)
                .array();
    }
}
