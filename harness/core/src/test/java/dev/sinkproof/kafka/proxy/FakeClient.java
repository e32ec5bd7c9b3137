package dev.sinkproof.kafka.proxy;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** A connection through the proxy whose requests the test writes one by one. */
final class FakeClient implements Closeable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    FakeClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_MILLIS_MAX);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    RequestHeader heartbeat(int correlationId) throws IOException {
        return send(
                ApiKeys.HEARTBEAT,
                (short) 4,
                correlationId,
                new HeartbeatRequestData().setGroupId("group").setMemberId("member"));
    }

    RequestHeader send(ApiKeys api, short version, int correlationId, ApiMessage message) throws IOException {
        RequestHeader header = new RequestHeader(api, version, SampleRequests.CLIENT, correlationId);
        send(RequestUtils.serialize(header.data(), header.headerVersion(), message, version));
        return header;
    }

    /** In one write: the proxy may end the connection for the length alone. */
    void send(ByteBuffer frame) throws IOException {
        out.write(ByteBuffer.allocate(4 + frame.remaining())
                .putInt(frame.remaining())
                .put(frame)
                .array());
    }

    /** The next answer, without its length. */
    ByteBuffer answer() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }

    AbstractResponse answer(RequestHeader request) throws IOException {
        return AbstractResponse.parseResponse(answer(), request);
    }

    /** Returns when the connection has been closed by the other side, and not by an answer. */
    boolean closedByProxy() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Whether nothing has come that has not been read. */
    boolean idle() throws IOException {
        return in.available() == 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
