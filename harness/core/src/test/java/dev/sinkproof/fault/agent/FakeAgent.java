package dev.sinkproof.fault.agent;

import dev.sinkproof.model.OffsetSpan;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Speaks the agent's part, frame by frame, as the test says. */
final class FakeAgent implements Closeable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private FakeAgent(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    static FakeAgent connect(AgentGateway gateway) throws IOException {
        return new FakeAgent(gateway.port());
    }

    /** Connects, and has told what it instruments. */
    static FakeAgent ready(AgentGateway gateway, String worker) throws IOException {
        FakeAgent agent = connect(gateway);
        agent.hello(Frames.VERSION, gateway.arguments(worker).replaceAll(".*token=", ""), worker);
        agent.confirm(agent.readArmed(Frames.WELCOME).request());
        agent.ready();
        return agent;
    }

    /** A set of points with the number to confirm it by. */
    record Armed(int request, List<String> points) {}

    void hello(short version, String token, String worker) throws IOException {
        hello(version, token, worker, 4711);
    }

    void hello(short version, String token, String worker, long pid) throws IOException {
        send(frame -> {
            frame.writeByte(Frames.HELLO);
            frame.writeInt(Frames.MAGIC);
            frame.writeShort(version);
            frame.writeUTF(token);
            frame.writeUTF(worker);
            frame.writeLong(pid);
        });
    }

    void ready() throws IOException {
        send(frame -> {
            frame.writeByte(Frames.READY);
            frame.writeUTF("4.3.1");
            frame.writeInt(1);
            frame.writeUTF("WorkerSinkTask.rewind");
        });
    }

    void confirm(int request) throws IOException {
        send(frame -> {
            frame.writeByte(Frames.ARMED);
            frame.writeInt(request);
        });
    }

    void pass(long hold, String point, String task, OffsetSpan span, Map<String, String> attributes)
            throws IOException {
        send(frame -> {
            frame.writeByte(Frames.PASSING);
            frame.writeLong(hold);
            frame.writeUTF(point);
            frame.writeUTF(task);
            frame.writeLong(1_700_000_000_000_001L);
            frame.writeInt(1);
            frame.writeUTF(span.topic());
            frame.writeInt(span.partition());
            frame.writeLong(span.first());
            frame.writeLong(span.last());
            frame.writeLong(span.count());
            frame.writeInt(attributes.size());
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                frame.writeUTF(attribute.getKey());
                frame.writeUTF(attribute.getValue());
            }
        });
    }

    void pass(long hold, String point, int partition) throws IOException {
        pass(hold, point, "orders-0", new OffsetSpan("orders", partition, 0, 4, 5), Map.of());
    }

    void dropped(long total) throws IOException {
        send(frame -> {
            frame.writeByte(Frames.DROPPED);
            frame.writeLong(total);
        });
    }

    void measured(String task, String name, long figure) throws IOException {
        send(frame -> {
            frame.writeByte(Frames.METRICS);
            frame.writeUTF(task);
            frame.writeLong(1_700_000_000_000_002L);
            frame.writeInt(1);
            frame.writeUTF(name);
            frame.writeLong(figure);
        });
    }

    void problem(String text) throws IOException {
        send(frame -> {
            frame.writeByte(Frames.PROBLEM);
            frame.writeUTF(text);
        });
    }

    void woven(String type, String method) throws IOException {
        send(frame -> {
            frame.writeByte(Frames.WOVEN);
            frame.writeUTF(type);
            frame.writeInt(1);
            frame.writeUTF(method);
        });
    }

    void send(Frames.Body body) throws IOException {
        Frames.write(out, body);
    }

    void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Armed readArmed(byte kind) throws IOException {
        expect(kind);
        int request = in.readInt();
        List<String> points = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            points.add(in.readUTF());
        }
        return new Armed(request, points);
    }

    String readRefusal() throws IOException {
        expect(Frames.REFUSED);
        return in.readUTF();
    }

    long readGo() throws IOException {
        Go go = readDecision();
        if (go.action() != Frames.PROCEED) {
            throw new AssertionError("expected to proceed, but got " + go);
        }
        return go.hold();
    }

    /** How a held thread is to go on; texts are empty unless it has to throw. */
    record Go(long hold, byte action, String throwable, String message) {}

    Go readDecision() throws IOException {
        expect(Frames.GO);
        long hold = in.readLong();
        byte action = in.readByte();
        return action == Frames.THROW ? new Go(hold, action, in.readUTF(), in.readUTF()) : new Go(hold, action, "", "");
    }

    boolean isClosedByHarness() throws IOException {
        return in.read() < 0;
    }

    private void expect(byte kind) throws IOException {
        in.readInt();
        byte read = in.readByte();
        if (read != kind) {
            throw new AssertionError("expected a frame of kind " + kind + ", but got " + read);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
