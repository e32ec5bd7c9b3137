package dev.sinkproof.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.link.EndReason;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkAttributes;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.link.TestGate;
import dev.sinkproof.link.TestListener;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP through a link, byte for byte: the test plays both client and target. */
@Timeout(60)
class HttpLinkTest {
    private static final String PUT = "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n";
    private static final String GET = "GET /b/k?x=1&y HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final GateDecision SLOW_DOWN = GateDecision.answer(
            Map.of(LinkAnswers.STATUS, "503", LinkAnswers.RETRY_AFTER, "7", LinkAnswers.MESSAGE, "a < b"));

    private final TestGate gate = new TestGate();
    private final TestListener listener = new TestListener();
    private ServerSocket target;
    private Link link;
    private Socket client;
    private Socket server;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        target.setSoTimeout(20_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        link.close();
        target.close();
    }

    @Test
    void requestsAndResponsesPassWithWhatIsKnownOfThem() throws IOException {
        open(HttpProtocol.rest());
        send(client, PUT + "0123456789");
        assertReceived(server, PUT + "0123456789");
        send(server, OK);
        assertReceived(client, OK);

        assertThat(gate.passings())
                .extracting(Passing::point)
                .containsExactly(FaultPoint.TARGET_REQUEST, FaultPoint.TARGET_ACK);
        assertThat(gate.passings().get(0).attributes())
                .containsEntry(LinkAttributes.METHOD, "PUT")
                .containsEntry(LinkAttributes.PATH, "/b/k")
                .containsEntry(LinkAttributes.QUERY, "")
                .containsEntry(LinkAttributes.HOST, "h")
                .containsEntry(LinkAttributes.KIND, "write")
                .containsEntry(LinkAttributes.DURABLE, "true")
                .containsEntry(LinkAttributes.BODY_BYTES, "10")
                .containsEntry(LinkAttributes.CYCLE, "1")
                .doesNotContainKey(LinkAttributes.STATUS);
        assertThat(gate.passings().get(1).attributes())
                .containsEntry(LinkAttributes.METHOD, "PUT")
                .containsEntry(LinkAttributes.STATUS, "200")
                .containsEntry(LinkAttributes.OUTCOME, "ok")
                .containsEntry(LinkAttributes.COMMITTED, "true");
    }

    @Test
    void nothingOfARequestIsForwardedBeforeItPassesAndNothingOfAResponseHeardOf() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold request = gate.hold(FaultPoint.TARGET_REQUEST);
        send(client, PUT + "0123456789");
        assertThat(request.await().attributes()).containsEntry(LinkAttributes.LINK_BYTES_TO_TARGET, "0");
        TestGate.Hold ack = gate.hold(FaultPoint.TARGET_ACK);
        request.release(GateDecision.PROCEED);
        assertReceived(server, PUT + "0123456789");
        send(server, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        assertThat(ack.await().attributes())
                .containsEntry(LinkAttributes.LINK_BYTES_TO_CLIENT, "0")
                .containsEntry(LinkAttributes.OUTCOME, "error")
                .containsEntry(LinkAttributes.COMMITTED, "false");
        ack.release(GateDecision.PROCEED);
        assertReceived(client, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void keepsPipelinedRequestsChunksAndBodilessResponsesApart() throws IOException {
        open(HttpProtocol.rest());
        String chunked = "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        String requests = "HEAD /h HTTP/1.1\r\n\r\n" + chunked + "DELETE /d HTTP/1.1\r\n\r\n" + GET;
        send(client, requests);
        assertReceived(server, requests);
        String responses = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"
                + "HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
                + "HTTP/1.1 204 No\r\n\r\n"
                + "HTTP/1.1 200 OK\r\n\r\nuntil the end";
        send(server, responses);
        server.shutdownOutput();
        assertReceived(client, responses);
        assertThat(client.getInputStream().read()).isNegative();

        assertThat(gate.passings())
                .filteredOn(passing -> passing.point() == FaultPoint.TARGET_ACK)
                .extracting(passing -> passing.attributes().get(LinkAttributes.METHOD) + " "
                        + passing.attributes().get(LinkAttributes.STATUS))
                .containsExactly("HEAD 200", "POST 201", "DELETE 204", "GET 200");
        assertThat(listener.problems()).isEmpty();
    }

    @Test
    void interimResponsesPassWithoutStopping() throws IOException {
        open(HttpProtocol.rest());
        send(client, "PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        receive(server, 30);
        send(server, "HTTP/1.1 100 Continue\r\n\r\n");
        assertReceived(client, "HTTP/1.1 100 Continue\r\n\r\n");
        send(client, "x");
        send(server, OK);
        assertReceived(client, OK);

        assertThat(gate.passings()).hasSize(2);
    }

    /** The second half is sent when the first one has arrived: so nothing waits for the end of a body. */
    @Test
    void aBodyFlowsAsItComes() throws IOException {
        open(HttpProtocol.rest());
        int half = 8;
        String head = "PUT / HTTP/1.1\r\nContent-Length: " + (2 * half << 20) + "\r\n\r\n";
        send(client, head);
        assertReceived(server, head);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendMegabytes(client, half));
            server.getInputStream().skipNBytes(half << 20);
            TestGate.await(sent, "half of the body to be sent");
        }
    }

    @Test
    void aDroppedRequestNeverArrivesAndNeitherDoesWhatFollows() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(GateDecision.DROP);
        send(client, PUT + "0123456789" + GET);
        client.shutdownOutput();

        assertThat(server.getInputStream().read()).isNegative();
    }

    @Test
    void aDroppedResponseIsNeverHeardOf() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        hold.release(GateDecision.DROP);
        send(client, GET + GET);
        assertReceived(server, GET + GET);
        send(server, OK + OK);
        server.shutdownOutput();

        assertThat(client.getInputStream().read()).isNegative();
    }

    @Test
    void aRequestIsAnsweredInTheTargetsSteadAndTheConnectionGoesOn() throws IOException {
        open(HttpProtocol.s3());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(SLOW_DOWN);
        send(client, PUT + "0123456789");
        String answer = receiveMessage(client);
        assertThat(answer)
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("Retry-After: 7\r\n", "Content-Type: application/xml\r\n")
                .contains("<Code>SlowDown</Code><Message>a &lt; b</Message><Resource>/b/k</Resource>")
                .doesNotContain("Connection: close");
        send(client, GET);
        assertReceived(server, GET);
        send(server, OK);
        assertReceived(client, OK);

        assertThat(gate.passings())
                .extracting(
                        passing -> passing.point() + " " + passing.attributes().get(LinkAttributes.OPERATION))
                .containsExactly("TARGET_REQUEST PutObject", "TARGET_REQUEST GetObject", "TARGET_ACK GetObject");
    }

    @Test
    void anAnswerWaitsForThoseBeforeIt() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold =
                gate.hold(passing -> "PUT".equals(passing.attributes().get(LinkAttributes.METHOD)));
        hold.release(GateDecision.answer(Map.of(LinkAnswers.STATUS, "409", LinkAnswers.BODY, "taken")));
        send(client, GET + PUT + "0123456789" + GET);
        assertReceived(server, GET + GET);
        send(server, OK);
        assertReceived(client, OK);
        assertThat(receiveMessage(client))
                .startsWith("HTTP/1.1 409 Conflict\r\n")
                .endsWith("\r\n\r\ntaken");
        send(server, OK);
        assertReceived(client, OK);
    }

    @Test
    void aClientThatWaitsForContinueIsAnsweredAtOnceAndToldToClose() throws IOException {
        open(HttpProtocol.s3());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(SLOW_DOWN);
        send(client, "PUT /b/k HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        assertThat(receiveMessage(client)).startsWith("HTTP/1.1 503").contains("Connection: close\r\n");
        send(client, "12345");
        client.shutdownOutput();
        assertThat(server.getInputStream().read()).isNegative();
    }

    @Test
    void theAnswerToHeadHasNoBody() throws IOException {
        open(HttpProtocol.s3());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(GateDecision.answer(Map.of(LinkAnswers.STATUS, "403")));
        send(client, "HEAD /b/k HTTP/1.1\r\n\r\n");

        assertThat(receiveHead(client)).startsWith("HTTP/1.1 403 Forbidden\r\n").contains("Content-Length: ");
        server.shutdownOutput();
        assertThat(client.getInputStream().read()).isNegative();
    }

    @Test
    void aResponseIsThrownAwayAndReplaced() throws IOException {
        open(HttpProtocol.s3());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        hold.release(GateDecision.answer(Map.of(LinkAnswers.STATUS, "500")));
        send(client, PUT + "0123456789");
        assertReceived(server, PUT + "0123456789");
        send(server, OK);
        assertThat(receiveMessage(client)).contains("500 Internal Server Error", "<Code>InternalError</Code>");
        send(client, GET);
        assertReceived(server, GET);
        send(server, OK);
        assertReceived(client, OK);
    }

    @Test
    void cutsARequestInTheMiddleOfItsBody() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(GateDecision.cutMidway(30));
        send(client, PUT + "0123456789");

        assertReceived(server, PUT + "012");
        assertThat(server.getInputStream().read()).isNegative();
        assertThat(listener.awaitClosed().end().reason()).isEqualTo(EndReason.CUT);
    }

    @Test
    void cutsARequestOfUnknownLengthInTheMiddleOfWhatItHolds() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(GateDecision.cutMidway(50));
        String head = "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        send(client, head + "6\r\nabcdef\r\n0\r\n\r\n");

        assertReceived(server, head + "6\r\nabcde");
        assertThat(server.getInputStream().read()).isNegative();
    }

    @Test
    void cutsARequestWithoutBodyInTheMiddleOfItsHead() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        hold.release(GateDecision.cutMidway(50));
        send(client, GET);

        assertReceived(server, GET.substring(0, GET.length() / 2));
        assertThat(server.getInputStream().read()).isNegative();
    }

    @Test
    void cutsAResponseInTheMiddleOfItsBody() throws IOException {
        open(HttpProtocol.rest());
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        hold.release(GateDecision.cutMidway(50));
        send(client, GET);
        receive(server, GET.length());
        send(server, OK);

        assertReceived(client, OK.substring(0, OK.length() - 1));
        assertThat(client.getInputStream().read()).isNegative();
    }

    @Test
    void whatIsNotHttpIsPassedThroughAndTold() throws IOException {
        open(HttpProtocol.rest());
        send(client, "\u0016\u0003\u0001 hello");
        assertReceived(server, "\u0016\u0003\u0001 hello");
        send(server, "anything");
        assertReceived(client, "anything");

        assertThat(listener.problems()).hasSize(1);
        assertThat(listener.problems().get(0).message()).contains("TLS");
        assertThat(gate.passings()).isEmpty();
    }

    @Test
    void aSwitchOfProtocolsIsPassedThroughAndTold() throws IOException {
        open(HttpProtocol.rest());
        send(client, "GET / HTTP/1.1\r\nUpgrade: x\r\n\r\n");
        receive(server, 10);
        send(server, "HTTP/1.1 101 Switching\r\n\r\nframes");
        assertReceived(client, "HTTP/1.1 101 Switching\r\n\r\nframes");
        assertThat(listener.problems()).hasSize(1);
    }

    private void open(LinkProtocol protocol) throws IOException {
        InetSocketAddress upstream = new InetSocketAddress("127.0.0.1", target.getLocalPort());
        link = Link.open("worker-1", upstream, protocol, gate, listener);
        client = new Socket("127.0.0.1", link.port());
        client.setSoTimeout(20_000);
        server = target.accept();
        server.setSoTimeout(20_000);
    }

    private static void sendMegabytes(Socket socket, long count) {
        try {
            OutputStream out = socket.getOutputStream();
            byte[] megabyte = new byte[1 << 20];
            for (long i = 0; i < count; i++) {
                out.write(megabyte);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertReceived(Socket socket, String expected) throws IOException {
        assertThat(receive(socket, expected.length())).isEqualTo(expected);
    }

    private static String receive(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** A head, and a body of the length that it tells. */
    private static String receiveMessage(Socket socket) throws IOException {
        String head = receiveHead(socket);
        String length = head.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
        return head + receive(socket, Integer.parseInt(length));
    }

    private static String receiveHead(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("a byte after " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }
}
