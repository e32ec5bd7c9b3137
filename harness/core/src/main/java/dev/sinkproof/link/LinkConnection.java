package dev.sinkproof.link;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.link.toxic.ToxicChain;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One connection of the connector and the one to the target that belongs to it. */
final class LinkConnection {
    private static final int CONNECT_MILLIS_MAX = 10_000;

    private final String worker;
    private final long id;
    private final InetSocketAddress upstream;
    private final PassingGate gate;
    private final LinkListener listener;
    private final Consumer<LinkConnection> gone;
    private final SocketChannel client;
    private final SocketChannel target;
    private final ClientInlet clientInlet;
    private final ToxicOutlet toTarget;
    private final ToxicOutlet toClient;
    private final ToxicChain toxics;
    private final Direction requests;
    private final Direction answers;
    private final LinkThreads threads;
    private final LinkCounts counts;
    private final LinkProtocol protocol;
    private final Queue<Thread> toWake = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;
    /** Whether a side that cannot be read from any more is so because of the link itself. */
    private volatile boolean socketsClosed;

    private final AtomicInteger parties = new AtomicInteger();
    private final AtomicBoolean problemTold = new AtomicBoolean();
    private final AtomicBoolean attending = new AtomicBoolean();
    private final Object reports = new Object();
    private ConnectionEnded end;

    LinkConnection(
            Link.Settings link,
            InetSocketAddress upstream,
            LinkThreads threads,
            long id,
            SocketChannel client,
            Consumer<LinkConnection> gone)
            throws IOException {
        this.threads = threads;
        this.worker = link.worker();
        this.id = id;
        this.upstream = upstream;
        this.gate = link.gate();
        this.listener = link.listener();
        this.gone = gone;
        this.client = client;
        this.target = SocketChannel.open();
        this.clientInlet = new ClientInlet(client, this::clientEnded);
        this.counts = link.counts();
        this.toxics = link.toxics();
        this.toTarget = new ToxicOutlet(this, LinkSide.TARGET, new ChannelOutlet(target, counts.toTarget()));
        this.toClient = new ToxicOutlet(this, LinkSide.CLIENT, new ChannelOutlet(client, counts.toClient()));
        this.protocol = link.protocol();
        LinkCodec codec = protocol.open();
        this.requests = new Direction(this, clientInlet, codec.requests(), toTarget.entry(), toClient.entry());
        SideReader targetReader = new SideReader(target, reason -> ended(LinkSide.TARGET, reason));
        this.answers = new Direction(this, targetReader::read, codec.answers(), toClient.entry(), toTarget.entry());
    }

    /** Begins to serve the client, on threads of its own. */
    void start() {
        toTarget.open(toxics, id, work -> startThread("upstream-toxics", work));
        toClient.open(toxics, id, work -> startThread("downstream-toxics", work));
        startParty("requests", LinkSide.TARGET, this::serve);
    }

    /** Has somebody look after the client when the thread that reads from it is away while the connection is held. */
    void attendIfHeld() {
        if (isHeld() && clientInlet.unattended() && attending.compareAndSet(false, true)) {
            startThread("ahead", this::attend);
        }
    }

    /** Closes both sockets and wakes what is held. */
    void close(EndReason reason) {
        closing = true;
        ended(LinkSide.LINK, reason);
        closeSockets();
        toWake.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
    }

    /** Resets both sockets: what is on its way is lost. */
    void reset() {
        for (SocketChannel side : List.of(client, target)) {
            try {
                side.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // That side is gone already, and closed next in any case.
            }
        }
        cutOff(LinkSide.LINK, EndReason.CUT);
    }

    Passing passing(FaultPoint point, Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(LinkAttributes.CONNECTION, Long.toString(id));
        all.put(LinkAttributes.CONNECTION_BYTES_TO_TARGET, Long.toString(toTarget.bytes()));
        all.put(LinkAttributes.CONNECTION_BYTES_TO_CLIENT, Long.toString(toClient.bytes()));
        all.put(
                LinkAttributes.LINK_BYTES_TO_TARGET,
                Long.toString(counts.toTarget().sum()));
        all.put(
                LinkAttributes.LINK_BYTES_TO_CLIENT,
                Long.toString(counts.toClient().sum()));
        return new Passing(point, worker, null, List.of(), all, Clock.epochMicros());
    }

    GateDecision pass(Passing passing) throws LinkCutException, InterruptedException {
        GateDecision decision = decision(passing);
        return switch (decision.action()) {
            case PROCEED, THROW -> GateDecision.PROCEED;
            case DROP, ANSWER, CUT_MIDWAY -> decision;
            case CUT -> throw cut(EndReason.CUT, "cut at " + passing.point().id());
        };
    }

    void problem(String message) {
        if (problemTold.compareAndSet(false, true)) {
            listener.problem(new LinkProblem(worker, id, message, Clock.epochMicros()));
        }
    }

    private GateDecision decision(Passing passing) throws LinkCutException, InterruptedException {
        try {
            return LinkAnswers.checked(Objects.requireNonNull(gate.pass(passing), "the gate's decision"));
        } catch (RuntimeException e) {
            problem("The gate failed at " + passing.point().id() + ": " + e);
            throw cut(EndReason.FAILED, "the gate failed");
        }
    }

    /** From now on whatever ends it, it ends because it is cut here. */
    void endsByCut() {
        ended(LinkSide.LINK, EndReason.CUT);
    }

    LinkCutException cut(EndReason reason, String message) {
        ended(LinkSide.LINK, reason);
        closeSockets();
        return new LinkCutException(message);
    }

    private void serve() throws IOException, InterruptedException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        GateDecision decision = requests.pass(FaultPoint.TARGET_CONNECT, Map.of());
        switch (decision.action()) {
            case DROP -> swallow();
            case ANSWER -> refuse(decision);
            case CUT_MIDWAY -> throw cut(EndReason.CUT, "cut while it connected");
            default -> forward();
        }
    }

    private void forward() throws IOException, InterruptedException {
        if (connect()) {
            startParty("answers", LinkSide.CLIENT, answers::pump);
            requests.pump();
        }
    }

    private void refuse(GateDecision answer) throws IOException, InterruptedException {
        Optional<LinkStage> refusal = protocol.refusal(answer);
        if (refusal.isPresent()) {
            new Direction(this, clientInlet, refusal.get(), new Nowhere(), toClient.entry()).pump();
        } else {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            throw cut(EndReason.CUT, "refused the connection");
        }
    }

    private boolean connect() throws IOException {
        try {
            target.setOption(StandardSocketOptions.TCP_NODELAY, true);
            target.socket().connect(upstream, CONNECT_MILLIS_MAX);
            return true;
        } catch (IOException e) {
            ended(LinkSide.TARGET, EndReason.REFUSED);
            // The client learns it as it would without the link between: by a reset.
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            return false;
        }
    }

    /** A connection request that got lost: the client is never answered. */
    private void swallow() throws InterruptedException {
        ByteBuffer nowhere = ByteBuffer.allocate(Direction.CHUNK_BYTES);
        while (clientInlet.read(nowhere) >= 0) {
            nowhere.clear();
        }
    }

    private void attend() {
        try {
            clientInlet.attend(this::isHeld);
        } finally {
            attending.set(false);
        }
    }

    private boolean isHeld() {
        return requests.held() != null || answers.held() != null;
    }

    private void startParty(String name, LinkSide writesTo, Party party) {
        parties.incrementAndGet();
        startThread(name, () -> take(party, writesTo));
    }

    private void startThread(String name, Runnable work) {
        threads.start(id + "-" + name, () -> wakeable(work));
    }

    private void wakeable(Runnable work) {
        toWake.add(Thread.currentThread());
        try {
            if (closing) {
                Thread.currentThread().interrupt();
            }
            work.run();
        } finally {
            toWake.remove(Thread.currentThread());
        }
    }

    private void take(Party party, LinkSide writesTo) {
        try {
            party.run();
        } catch (LinkCutException e) {
            // Told and closed where it was decided.
        } catch (InterruptedException e) {
            cutOff(LinkSide.LINK, EndReason.INTERRUPTED);
        } catch (IOException e) {
            // Reading reports its own end, so this is the other side's socket.
            cutOff(writesTo, EndReason.RESET);
        } catch (RuntimeException | Error e) {
            problem("The link failed: " + e);
            cutOff(LinkSide.LINK, EndReason.FAILED);
            throw e;
        } finally {
            leave();
        }
    }

    void cutOff(LinkSide by, EndReason reason) {
        ended(by, reason);
        closeSockets();
    }

    private void leave() {
        if (parties.decrementAndGet() == 0) {
            closeSockets();
            closed();
            gone.accept(this);
        }
    }

    private void ended(LinkSide by, EndReason reason) {
        synchronized (reports) {
            if (end == null) {
                List<Passing> held = Stream.of(requests.held(), answers.held())
                        .filter(Objects::nonNull)
                        .toList();
                end = new ConnectionEnded(worker, id, by, reason, held, Clock.epochMicros());
                listener.ended(end);
            }
        }
    }

    private void clientEnded(EndReason reason) {
        ended(LinkSide.CLIENT, reason);
        if (!socketsClosed) {
            listener.clientEnded(worker, id);
        }
    }

    private void closed() {
        synchronized (reports) {
            listener.closed(new ConnectionClosed(end, toTarget.bytes(), toClient.bytes(), Clock.epochMicros()));
        }
    }

    private void closeSockets() {
        socketsClosed = true;
        // First, so that a thread which sees one side end does not tell the other side of a good end when it is to be
        // reset.
        toTarget.close();
        toClient.close();
        Sockets.close(client);
        Sockets.close(target);
    }

    /** In place of a target that the connection never had. */
    private static final class Nowhere implements Outlet {
        @Override
        public void write(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void finish() {
            // Nobody is there.
        }
    }

    /** One of the threads that a connection lives by. */
    private interface Party {
        void run() throws IOException, InterruptedException;
    }
}
