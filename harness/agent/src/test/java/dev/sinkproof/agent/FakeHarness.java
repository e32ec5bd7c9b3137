package dev.sinkproof.agent;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The other end of one agent: arms, collects frames, and answers held passings when the test says so. */
final class FakeHarness implements Closeable {
    static final String TOKEN = "secret";

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Frame CLOSED = Frame.plain((byte) 0, 0, "the connection was closed");

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final List<String> armed;
    private volatile Socket socket;
    private DataOutputStream out;

    FakeHarness(String... armed) throws IOException {
        this.armed = List.of(armed);
        Thread thread = new Thread(this::serve, "fake-harness");
        thread.setDaemon(true);
        thread.start();
    }

    static FakeHarness reading(String... armed) throws IOException {
        FakeHarness harness = new FakeHarness(armed);
        harness.read();
        return harness;
    }

    /** Takes frames after the first from here on; until then the agent talks to a deaf harness. */
    void read() {
        reading.countDown();
    }

    AgentArguments arguments() {
        return new AgentArguments(server.getLocalPort(), "worker-1", TOKEN);
    }

    String agentArguments() {
        return arguments() + ",token=" + TOKEN;
    }

    private void serve() {
        try {
            socket = server.accept();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            // A frame in two segments would wait for the other side's delayed acknowledgement, 40 ms each time.
            socket.setTcpNoDelay(true);
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            Frame hello = frame(in);
            frames.add(hello);
            if (!hello.text().equals(TOKEN)) {
                send(refused -> refused.writeUTF("wrong token"), Wire.REFUSED);
                return;
            }
            arm(Wire.WELCOME, 0, armed);
            reading.await();
            while (true) {
                frames.add(frame(in));
            }
        } catch (EOFException | SocketException e) {
            frames.add(CLOSED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Frame frame(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return Frame.read(new DataInputStream(new java.io.ByteArrayInputStream(bytes)));
    }

    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private synchronized void send(Body body, byte kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        frame.writeByte(kind);
        body.writeTo(frame);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    void arm(int request, String... points) throws IOException {
        arm(Wire.ARM, request, List.of(points));
    }

    private void arm(byte kind, int request, List<String> points) throws IOException {
        send(
                frame -> {
                    frame.writeInt(request);
                    frame.writeInt(points.size());
                    for (String point : points) {
                        frame.writeUTF(point);
                    }
                },
                kind);
    }

    void go(Frame held) throws IOException {
        send(
                frame -> {
                    frame.writeLong(held.number());
                    frame.writeByte(Wire.PROCEED);
                },
                Wire.GO);
    }

    /** @param throwable {@code retriable}, {@code fatal} or {@code error} */
    void throwing(Frame held, String throwable, String message) throws IOException {
        send(
                frame -> {
                    frame.writeLong(held.number());
                    frame.writeByte(Wire.THROW);
                    frame.writeUTF(throwable);
                    frame.writeUTF(message);
                },
                Wire.GO);
    }

    /** Everything up to and including the first frame that matches. */
    List<Frame> until(String what, Predicate<Frame> last) throws InterruptedException {
        List<Frame> seen = new ArrayList<>();
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (seen.isEmpty() || !last.test(seen.get(seen.size() - 1))) {
            seen.add(frame(what, deadline, seen));
        }
        return seen;
    }

    /** The next frame, whatever it is. */
    Frame frame(String what) throws InterruptedException {
        return frame(what, System.nanoTime() + DEADLINE.toNanos(), List.of());
    }

    private Frame frame(String what, long deadline, List<Frame> seen) throws InterruptedException {
        Frame frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (frame == null || frame.kind() == CLOSED.kind()) {
            throw new AssertionError("waited for " + what + " until "
                    + (frame == null ? DEADLINE + " had passed" : frame.text()) + "; last seen: "
                    + (seen.isEmpty() ? "nothing" : seen.get(seen.size() - 1)));
        }
        return frame;
    }

    Frame next(String point) throws InterruptedException {
        List<Frame> seen = until(point, frame -> frame.isPassing(point));
        return seen.get(seen.size() - 1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (socket != null) {
            socket.close();
        }
    }
}
