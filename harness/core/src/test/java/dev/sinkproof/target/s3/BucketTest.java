package dev.sinkproof.target.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sinkproof.evidence.TargetObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class BucketTest {
    private static final byte[] LINE = "{\"src_partition\":0,\"src_ordinal\":7}\n".getBytes(StandardCharsets.UTF_8);

    /** As a server shows it that keeps objects in files: there is the file, and what it is stands there a moment later. */
    @Test
    void waitsUntilTheServerHasNotedWhatAnObjectIs() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = serve(exchange -> answer(exchange, asked));
        try (S3Client client = access(server).client()) {
            TargetObject object = new Bucket(client, "bucket")
                    .read("o", TargetObject.Kind.SEEN, row -> {})
                    .orElseThrow();

            assertThat(object.tag()).isEqualTo("\"tag\"");
            assertThat(object.records()).isEqualTo(1);
            assertThat(object.unreadable()).isEmpty();
            assertThat(asked).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    /** Where the server keeps what it shows to nobody. All evidence has been read by then. */
    @Test
    void aBucketThatNeverBecomesEmptyIsLeftBehind() throws IOException {
        AtomicInteger removals = new AtomicInteger();
        HttpServer server = serve(exchange -> showNothingAndKeepIt(exchange, removals));
        try {
            S3Access access = access(server);
            new S3TargetSession(access, "bucket", new S3Onlooker(access, "bucket")).close();

            assertThat(removals).hasValueGreaterThan(1);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serve(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static S3Access access(HttpServer server) {
        return new S3Access(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "id", "key");
    }

    private static void showNothingAndKeepIt(HttpExchange exchange, AtomicInteger removals) throws IOException {
        boolean removal = exchange.getRequestMethod().equals("DELETE");
        if (removal) {
            removals.incrementAndGet();
        }
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String answer = removal
                ? "<Error><Code>BucketNotEmpty</Code><Message>it is not empty</Message></Error>"
                : query.contains("uploads") ? "<ListMultipartUploadsResult/>" : "<ListBucketResult/>";
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(removal ? 409 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, AtomicInteger asked) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (!head || asked.incrementAndGet() > 2) {
            exchange.getResponseHeaders().add("ETag", "\"tag\"");
        }
        if (head) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(LINE.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, LINE.length);
            exchange.getResponseBody().write(LINE);
        }
        exchange.close();
    }
}
