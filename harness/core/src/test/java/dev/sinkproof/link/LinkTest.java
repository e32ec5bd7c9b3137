package dev.sinkproof.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkTest {
    private final TestGate gate = new TestGate();
    private final TestListener listener = new TestListener();
    private ServerSocket target;
    private Link link;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        target.setSoTimeout(20_000);
    }

    @AfterEach
    void close() throws IOException {
        if (link != null) {
            link.close();
        }
        target.close();
        assertThat(linkThreads()).isEmpty();
    }

    @Test
    void passesBytesBothWaysAndCountsThem() throws IOException {
        open(new RawProtocol());
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "question");
            assertThat(receive(server, 8)).isEqualTo("question");
            send(server, "answer");
            assertThat(receive(client, 6)).isEqualTo("answer");
            client.shutdownOutput();
            assertThat(server.getInputStream().read()).isNegative();
            send(server, "!");
            assertThat(receive(client, 1)).isEqualTo("!");
        }

        ConnectionClosed closed = listener.awaitClosed();
        assertThat(closed.bytesToTarget()).isEqualTo(8);
        assertThat(closed.bytesToClient()).isEqualTo(7);
        assertThat(closed.end().by()).isEqualTo(LinkSide.CLIENT);
        assertThat(closed.end().reason()).isEqualTo(EndReason.CLOSED);
        assertThat(closed.end().held()).isEmpty();
    }

    @Test
    void tellsWhenTheTargetEndsFirst() throws IOException {
        open(new RawProtocol());
        try (Socket client = connect()) {
            target.accept().close();
            assertThat(client.getInputStream().read()).isNegative();
        }

        assertThat(listener.awaitClosed().end().by()).isEqualTo(LinkSide.TARGET);
    }

    @Test
    void refusesAsTheTargetDoes() throws IOException {
        target.close();
        open(new RawProtocol());

        try (Socket client = connect()) {
            assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        }
        assertThat(listener.awaitEnd().by()).isEqualTo(LinkSide.TARGET);
        assertThat(listener.awaitEnd().reason()).isEqualTo(EndReason.REFUSED);
    }

    @Test
    void holdsAndDropsAConnect() throws IOException {
        open(new RawProtocol());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_CONNECT);
        try (Socket client = connect()) {
            Passing passing = hold.await();
            assertThat(passing.worker()).isEqualTo("worker-1");
            assertThat(passing.attributes())
                    .isEqualTo(Map.of(
                            "connection", "1",
                            "connectionBytesToTarget", "0",
                            "connectionBytesToClient", "0",
                            "linkBytesToTarget", "0",
                            "linkBytesToClient", "0"));
            hold.release(GateDecision.DROP);
            send(client, "x".repeat(3_000_000));
        }

        assertThat(listener.awaitClosed().bytesToTarget()).isZero();
    }

    @Test
    void cutsAConnect() throws IOException {
        open(new RawProtocol());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_CONNECT);
        try (Socket client = connect()) {
            hold.release(GateDecision.CUT);
            assertThat(client.getInputStream().read()).isNegative();
        }

        ConnectionEnded end = listener.awaitClosed().end();
        assertThat(end.by()).isEqualTo(LinkSide.LINK);
        assertThat(end.reason()).isEqualTo(EndReason.CUT);
        assertThat(end.held()).hasSize(1);
    }

    @Test
    void hearsOfTheClientsEndWhileARequestIsHeldAndStillDeliversIt() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        Socket client = connect();
        try (Socket server = target.accept()) {
            send(client, "request");
            Passing held = hold.await();
            send(client, " and more");
            client.close();

            ConnectionEnded end = listener.awaitEnd();
            assertThat(end.by()).isEqualTo(LinkSide.CLIENT);
            assertThat(end.held()).containsExactly(held);
            assertThat(listener.isClosed()).isFalse();

            hold.release(GateDecision.PROCEED);
            assertThat(receive(server, 16)).isEqualTo("request and more");
            assertThat(server.getInputStream().read()).isNegative();
        }
        assertThat(listener.awaitClosed().end()).isEqualTo(listener.awaitEnd());
    }

    @Test
    void hearsOfTheClientsEndAlsoWhenTheTargetHasEndedBefore() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        Socket client = connect();
        target.accept().close();
        assertThat(client.getInputStream().read()).isNegative();
        assertThat(listener.awaitEnd().by()).isEqualTo(LinkSide.TARGET);
        // It was on its way when the target hung up.
        send(client, "request");
        hold.await();
        assertThat(listener.clientHasEnded()).isFalse();

        client.close();

        assertThat(listener.awaitClientEnd()).isEqualTo(1);
        hold.release(GateDecision.PROCEED);
        listener.awaitClosed();
        assertThat(listener.ends()).hasSize(1);
    }

    @Test
    void takesNoSocketThatItClosesItselfForTheClientsEnd() throws IOException {
        open(new RawProtocol());
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "request");
            assertThat(receive(server, 7)).isEqualTo("request");

            link.close();

            assertThat(listener.awaitClosed().end().by()).isEqualTo(LinkSide.LINK);
            assertThat(listener.clientHasEnded()).isFalse();
        }
    }

    @Test
    void hearsOfTheClientsResetWhileAnAnswerIsHeld() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        Socket client = connect();
        try (Socket server = target.accept()) {
            send(server, "answer");
            Passing held = hold.await();
            send(client, "goes on");
            assertThat(receive(server, 7)).isEqualTo("goes on");
            client.setSoLinger(true, 0);
            client.close();

            ConnectionEnded end = listener.awaitEnd();
            assertThat(end.by()).isEqualTo(LinkSide.CLIENT);
            assertThat(end.reason()).isEqualTo(EndReason.RESET);
            assertThat(end.held()).containsExactly(held);
            hold.release(GateDecision.PROCEED);
        }
        listener.awaitClosed();
    }

    @Test
    void goesOnReadingAfterAnotherThreadHasReadAhead() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        String text = "0123456789".repeat(2_000_000);
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "a");
            hold.await();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(client, text));
            hold.release(GateDecision.PROCEED);
            assertThat(receive(server, 1 + text.length())).isEqualTo("a" + text);
            TestGate.await(sent, "all to be sent");
            send(client, "z");
            assertThat(receive(server, 1)).isEqualTo("z");
        }
    }

    @Test
    void answersFlowWhileARequestIsHeld() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "request");
            hold.await();
            send(server, "answer");
            assertThat(receive(client, 6)).isEqualTo("answer");
            hold.release(GateDecision.CUT);
            assertThat(client.getInputStream().read()).isNegative();
            assertThat(server.getInputStream().read()).isNegative();
        }
        assertThat(listener.awaitClosed().bytesToTarget()).isZero();
    }

    @Test
    void closingWakesWhatIsHeldAndEndsAllThreads() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "request");
            hold.await();

            link.close();

            assertThat(linkThreads()).isEmpty();
            assertThat(server.getInputStream().read()).isNegative();
        }
        assertThat(listener.awaitClosed().end().reason()).isEqualTo(EndReason.LINK_CLOSED);
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void aFailingGateIsAProblemAndClosesTheConnection() throws IOException {
        PassingGate failing = new PassingGate() {
            @Override
            public void observed(Passing passing) {
                throw new AssertionError("not called");
            }

            @Override
            public GateDecision pass(Passing passing) {
                throw new IllegalStateException("planted");
            }
        };
        link = Link.open("worker-1", address(), new RawProtocol(), failing, listener);
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isNegative();
        }

        assertThat(listener.awaitClosed().end().reason()).isEqualTo(EndReason.FAILED);
        assertThat(listener.problems()).hasSize(1);
        assertThat(listener.problems().get(0).message()).contains("target.connect", "planted");
    }

    @Test
    void resetsAConnectionThatIsAnsweredWhereTheProtocolKnowsNoAnswer() throws IOException {
        open(new RawProtocol());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_CONNECT);
        try (Socket client = connect()) {
            hold.release(GateDecision.answer(Map.of()));
            assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        }
    }

    @Test
    void handsOverThePartOfARequestBeforeItCuts() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "0123456789");
            hold.release(GateDecision.cutMidway(70));
            assertThat(receive(server, 100)).isEqualTo("0123456");
            assertThat(client.getInputStream().read()).isNegative();
        }
        assertThat(listener.awaitClosed().end().reason()).isEqualTo(EndReason.CUT);
    }

    @Test
    void aDecisionThatMeansNothingIsAProblemAndClosesTheConnection() throws IOException {
        open(new Stopping());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Socket client = connect();
                Socket server = target.accept()) {
            send(client, "x");
            hold.release(GateDecision.cutMidway(101));
            assertThat(receive(server, 1)).isEmpty();
        }
        assertThat(listener.awaitClosed().end().reason()).isEqualTo(EndReason.FAILED);
        assertThat(listener.problems().get(0).message()).contains("percent", "0 to 100", "101");
    }

    @Test
    void countsWhatWentOverTheLinkAndOverEachConnection() throws IOException {
        open(new Stopping());
        try (Socket first = connect();
                Socket firstServer = target.accept();
                Socket second = connect();
                Socket secondServer = target.accept()) {
            send(first, "12345");
            receive(firstServer, 5);
            send(firstServer, "123");
            receive(first, 3);
            send(second, "x");
            receive(secondServer, 1);
        }

        Map<String, String> last = gate.passings().get(2).attributes();
        assertThat(last.get(LinkAttributes.CONNECTION_BYTES_TO_TARGET)).isEqualTo("0");
        assertThat(last.get(LinkAttributes.LINK_BYTES_TO_TARGET)).isEqualTo("5");
        assertThat(last.get(LinkAttributes.LINK_BYTES_TO_CLIENT)).isEqualTo("3");
    }

    /** A trigger that waits for so many bytes means those of its own run. */
    @Test
    void countsAnewForEachRun() throws IOException {
        open(new Stopping());
        try (Socket first = connect();
                Socket firstServer = target.accept()) {
            send(first, "12345");
            receive(firstServer, 5);
            link.countAnew();
            send(first, "678");
            receive(firstServer, 3);
            send(first, "9");
            receive(firstServer, 1);
        }

        Map<String, String> last = gate.passings().get(2).attributes();
        assertThat(last.get(LinkAttributes.LINK_BYTES_TO_TARGET)).isEqualTo("3");
        assertThat(last.get(LinkAttributes.CONNECTION_BYTES_TO_TARGET)).isEqualTo("8");
    }

    @Test
    void numbersConnections() throws IOException {
        open(new Stopping());
        try (Socket first = connect();
                Socket firstServer = target.accept();
                Socket second = connect();
                Socket secondServer = target.accept()) {
            send(second, "x");
            assertThat(receive(secondServer, 1)).isEqualTo("x");
            send(first, "y");
            assertThat(receive(firstServer, 1)).isEqualTo("y");
        }

        assertThat(gate.passings())
                .extracting(passing -> passing.attributes().get("connection"))
                .containsExactly("2", "1");
    }

    private void open(LinkProtocol protocol) throws IOException {
        link = Link.open("worker-1", address(), protocol, gate, listener);
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(target.getInetAddress(), target.getLocalPort());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", link.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void sendAll(Socket socket, String text) {
        try {
            send(socket, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String receive(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    private static Object[] linkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("link-"))
                .toArray();
    }

    /** Each chunk is a request or an answer, and stops. */
    private static final class Stopping implements LinkProtocol {
        @Override
        public String name() {
            return "stopping";
        }

        @Override
        public LinkCodec open() {
            return new LinkCodec(new Stage(FaultPoint.TARGET_REQUEST), new Stage(FaultPoint.TARGET_ACK));
        }
    }

    private record Stage(FaultPoint point) implements LinkStage {
        @Override
        public void bytes(ByteBuffer bytes, LinkFlow flow) throws IOException, InterruptedException {
            GateDecision decision = flow.pass(point, Map.of());
            switch (decision.action()) {
                case DROP -> bytes.position(bytes.limit());
                case CUT_MIDWAY -> {
                    flow.forward(bytes.limit(bytes.position() + (int) LinkAnswers.part(decision, bytes.remaining())));
                    throw flow.cut("midway");
                }
                default -> flow.forward(bytes);
            }
        }

        @Override
        public void end(LinkFlow flow) {
            // Nothing is held back.
        }
    }
}
