package dev.sinkproof.fault.agent;

import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.model.FaultPoint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One worker's agent, from its first byte to its last. {@link #run} reads all of it, on one thread. */
final class AgentConnection implements Runnable {
    /** Stands for the worker while none has proved to be one. */
    static final String UNKNOWN = "(unknown)";

    private static final int HELLO_TIMEOUT_MILLIS = 5_000;

    /** Far more than lies between the end of a process's connections and its own. */
    private static final int END_OF_PROCESS_MILLIS = 2_000;

    private final Socket socket;
    private final AgentGateway gateway;
    private final PassingGate gate;
    private final AgentListener listener;
    private final Executor passes;
    private final Object writing = new Object();
    private volatile String worker = UNKNOWN;
    private volatile int confirmed = -1;
    private long pid;
    private boolean admitted;
    private boolean connected;
    private DataOutputStream out;

    AgentConnection(Socket socket, AgentGateway gateway, PassingGate gate, AgentListener listener, Executor passes) {
        this.socket = socket;
        this.gateway = gateway;
        this.gate = gate;
        this.listener = listener;
        this.passes = passes;
    }

    String worker() {
        return worker;
    }

    int readTimeoutMillis() throws SocketException {
        return socket.getSoTimeout();
    }

    /** Number of the last armed set that the agent has confirmed. */
    int confirmed() {
        return confirmed;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            if (isAdmitted(in)) {
                readAll(in);
            }
        } catch (EOFException | SocketException e) {
            // First, as somebody may wait for what it will not confirm any more.
            gateway.remove(this);
            reportEarlyEnd(e);
        } catch (IOException | RuntimeException e) {
            listener.problem(worker, "its agent's connection is given up: " + e);
        } finally {
            gateway.remove(this);
            if (admitted) {
                listener.disconnected(worker, pid);
            }
        }
    }

    /** The end of a worker is nothing special. One that lives on, and nobody ever heard what it can observe, is. */
    private void reportEarlyEnd(IOException end) {
        if (!connected && !gateway.isClosed() && !hasEndedItself()) {
            listener.problem(worker, "its agent's connection ended before it had said what it instruments: " + end);
        }
    }

    /** Whether the agent's process is gone, or goes: the kernel closes its connections before anybody hears of its end. */
    private boolean hasEndedItself() {
        if (!admitted) {
            return false;
        }
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                process.get().onExit().get(END_OF_PROCESS_MILLIS, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isAdmitted(DataInputStream in) throws IOException {
        socket.setSoTimeout(HELLO_TIMEOUT_MILLIS);
        Frames.Hello hello = readHello(in);
        socket.setSoTimeout(0);
        if (!gateway.isToken(hello.token())) {
            send(Frames.refused("wrong token"));
            listener.problem(
                    UNKNOWN,
                    "process " + hello.pid() + " calls itself the agent of " + hello.worker()
                            + " and was refused: wrong token");
            return false;
        }
        worker = hello.worker();
        pid = hello.pid();
        admitted = true;
        gateway.welcome(this);
        return true;
    }

    private Frames.Hello readHello(DataInputStream in) throws IOException {
        try {
            return Frames.readFrame(in, Frames.HELLO_BYTES_MAX, Frames::readHello);
        } catch (ProtocolException e) {
            send(Frames.refused(e.getMessage()));
            throw e;
        }
    }

    private void readAll(DataInputStream in) throws IOException {
        while (true) {
            Frames.readFrame(in, Frames.FRAME_BYTES_MAX, this::decode).run();
        }
    }

    /** Decoding is apart from doing, so that an exception of the latter is not taken for a malformed frame. */
    private Runnable decode(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case Frames.PASSING -> taking(in.readLong(), Frames.readPassing(in, worker));
            case Frames.ARMED -> confirming(in.readInt());
            case Frames.DROPPED -> dropping(in.readLong());
            case Frames.READY -> connecting(in.readUTF(), Frames.readTexts(in));
            case Frames.WOVEN -> weaving(in.readUTF(), Frames.readTexts(in));
            case Frames.METRICS -> measuring(Frames.readMetrics(in));
            case Frames.PROBLEM -> reporting(in.readUTF());
            default -> throw new ProtocolException("unknown frame " + kind);
        };
    }

    private Runnable taking(long hold, Passing passing) {
        return hold == Frames.UNHELD ? () -> observe(passing) : () -> hold(hold, passing);
    }

    private Runnable confirming(int request) {
        return () -> {
            confirmed = request;
            gateway.confirmed();
        };
    }

    private Runnable dropping(long total) {
        return () -> listener.dropped(worker, total);
    }

    private Runnable connecting(String version, List<String> instrumented) {
        return () -> {
            connected = true;
            listener.connected(new AgentInfo(worker, pid, version, instrumented));
        };
    }

    private Runnable weaving(String type, List<String> methods) {
        return () -> listener.subjectInstrumented(worker, type, methods);
    }

    private Runnable measuring(Frames.Metrics metrics) {
        return () -> listener.measured(worker, metrics.task(), metrics.epochMicros(), metrics.figures());
    }

    private Runnable reporting(String problem) {
        return () -> listener.problem(worker, problem);
    }

    private void observe(Passing passing) {
        try {
            gate.observed(passing);
        } catch (RuntimeException e) {
            reportGate(passing, e);
        }
    }

    /** Noted here, in the order in which the agent sent it; what is done about it must not keep others waiting. */
    private void hold(long hold, Passing passing) {
        PassingGate.Arrival arrival;
        try {
            arrival = gate.arrived(passing);
        } catch (RuntimeException e) {
            reportGate(passing, e);
            sendWhileConnected(Frames.go(hold));
            return;
        }
        if (arrival.isDecided()) {
            sendWhileConnected(Frames.go(hold));
            return;
        }
        try {
            passes.execute(() -> decide(hold, passing, arrival));
        } catch (RejectedExecutionException e) {
            // The gateway is being closed, which releases everything.
            sendWhileConnected(Frames.go(hold));
        }
    }

    private void decide(long hold, Passing passing, PassingGate.Arrival arrival) {
        Frames.Body answer = Frames.go(hold);
        try {
            answer = Frames.go(hold, arrival.decide());
        } catch (InterruptedException e) {
            // The run ends while the passing is held: it is released, as below.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            reportGate(passing, e);
        } finally {
            sendWhileConnected(answer);
        }
    }

    private void reportGate(Passing passing, RuntimeException failure) {
        listener.problem(
                worker, "the gate failed on " + passing.point().id() + " of task " + passing.task() + ": " + failure);
    }

    void welcome(int request, Collection<FaultPoint> points) throws IOException {
        send(Frames.arm(Frames.WELCOME, request, points));
    }

    void arm(int request, Collection<FaultPoint> points) {
        sendWhileConnected(Frames.arm(Frames.ARM, request, points));
    }

    /** To a worker that has died there is nothing to say; the reading thread notices the end. */
    private void sendWhileConnected(Frames.Body body) {
        try {
            send(body);
        } catch (IOException e) {
            disconnect();
        }
    }

    private void send(Frames.Body body) throws IOException {
        synchronized (writing) {
            Frames.write(out, body);
        }
    }

    /** Ends the connection, which makes the agent release all threads that it holds. */
    void disconnect() {
        try {
            socket.close();
        } catch (IOException e) {
            listener.problem(worker, "its agent's connection cannot be closed: " + e);
        }
    }
}
