package dev.sinkproof.agent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * The connection to the harness: one thread writes what is in the outbox, one reads answers. When either fails, the outbox is
 * closed, so that held threads go on, and the worker lives on unobserved.
 *
 * <p>There is a time limit for the introduction only. After it the reading thread waits for as long as the harness is silent, so a
 * thread may be held for as long as the harness likes. What then goes on around it are Connect's and Kafka's own clocks, as for any
 * slow task: the consumer's heartbeats come from another thread and do not stop before {@code max.poll.interval.ms}, and nobody
 * watches a put.
 */
final class HarnessLink {
    /** The harness listens before it starts a worker, so an answer takes milliseconds. */
    static final int ANSWER_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Outbox outbox;

    private HarnessLink(Socket socket, Outbox outbox) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        this.outbox = outbox;
    }

    /**
     * Connects, proves who it is and takes the first armed set.
     *
     * @throws IOException when the harness cannot be reached, does not answer in time or refuses
     */
    static HarnessLink connect(AgentArguments arguments, Outbox outbox) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port()), ANSWER_TIMEOUT_MILLIS);
            HarnessLink link = new HarnessLink(socket, outbox);
            link.introduce(arguments);
            return link;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void introduce(AgentArguments arguments) throws IOException {
        write(Message.hello(arguments, ProcessHandle.current().pid()));
        out.flush();
        socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
        readFrame();
        socket.setSoTimeout(0);
    }

    /** How long the reading thread waits for the harness, in milliseconds; 0 stands for no limit. */
    int readTimeoutMillis() throws SocketException {
        return socket.getSoTimeout();
    }

    /** Starts both threads. */
    void start() {
        daemon("sinkproof-agent-writer", this::writeAll).start();
        daemon("sinkproof-agent-reader", this::readAll).start();
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void writeAll() {
        try {
            for (List<Message> messages = outbox.take(); !messages.isEmpty(); messages = outbox.take()) {
                for (Message message : messages) {
                    write(message);
                }
                out.flush();
                outbox.written(messages.size());
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            lose(e);
        }
    }

    private void write(Message message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
        message.writeTo(new DataOutputStream(frame));
        out.writeInt(frame.size());
        frame.writeTo(out);
    }

    private void readAll() {
        try {
            while (outbox.isOpen()) {
                readFrame();
            }
        } catch (IOException | RuntimeException e) {
            lose(e);
        }
    }

    private void readFrame() throws IOException {
        int length = in.readInt();
        if (length < 1 || length > Wire.FRAME_BYTES_MAX) {
            throw new IOException("a frame of " + length + " bytes from the harness");
        }
        byte kind = in.readByte();
        switch (kind) {
            case Wire.WELCOME, Wire.ARM -> arm();
            case Wire.GO -> go();
            case Wire.REFUSED -> throw new IOException("the harness refused: " + in.readUTF());
            default -> throw new IOException("unknown frame " + kind + " from the harness");
        }
    }

    private void go() throws IOException {
        long hold = in.readLong();
        byte action = in.readByte();
        switch (action) {
            case Wire.PROCEED -> outbox.release(hold, null);
            case Wire.THROW -> outbox.release(hold, new Injection(Injection.Kind.named(in.readUTF()), in.readUTF()));
            default -> throw new IOException("unknown action " + action + " from the harness");
        }
    }

    private void arm() throws IOException {
        int request = in.readInt();
        List<String> ids = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            ids.add(in.readUTF());
        }
        outbox.arm(Point.setOf(ids), request);
    }

    private void lose(Exception cause) {
        if (outbox.isOpen()) {
            outbox.close();
            Problems.print("lost the harness (" + cause + "); held threads go on, and nothing is observed any more");
        }
        closeSocket();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            Problems.print("cannot close the connection to the harness: " + e);
        }
    }
}
