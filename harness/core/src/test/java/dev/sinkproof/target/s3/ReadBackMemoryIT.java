package dev.sinkproof.target.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sinkproof.environment.embedded.S3Server;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Reading back needs memory for one record, whatever the number and the size of objects. */
@Tag("full")
class ReadBackMemoryIT {
    private static final String HEAP = "-Xmx64m";
    private static final int MINUTES = 10;
    private static final int MIB = 1024 * 1024;
    private static final long GIBIBYTES_5 = 5L * 1024;

    @TempDir
    private Path folder;

    private String readBack(URI endpoint, String bucket) throws IOException, InterruptedException {
        Path log = folder.resolve("read-back.log");
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadBack.class.getName(),
                        endpoint.toString(),
                        S3Server.ACCESS_KEY_ID,
                        S3Server.SECRET_ACCESS_KEY,
                        bucket)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(reader.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(Files.readString(log))
                    .isTrue();
        } finally {
            reader.destroy();
        }
        return Files.readString(log);
    }

    @Timeout(value = MINUTES + 5, unit = TimeUnit.MINUTES)
    @Test
    void tenThousandObjects() throws IOException, InterruptedException {
        try (S3Server server = S3Server.standalone(folder.resolve("logs"));
                S3Client client = server.access().client()) {
            client.createBucket(create -> create.bucket("many"));
            IntStream.range(0, 10_000)
                    .parallel()
                    .forEach(number -> client.putObject(
                            put -> put.bucket("many").key("o%05d".formatted(number)),
                            RequestBody.fromString("{\"src_partition\":0,\"src_ordinal\":" + number + "}\n")));

            assertThat(readBack(server.endpoint(), "many")).contains("10000 rows of 10000 objects, 0 unreadable");
        }
    }

    /** From a server that makes the object up as it hands it out: 5,120 records of a mebibyte each. */
    @Timeout(value = MINUTES + 5, unit = TimeUnit.MINUTES)
    @Test
    void oneObjectOfFiveGibibytes() throws IOException, InterruptedException {
        byte[] line = line();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, line));
        server.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(readBack(endpoint, "large")).contains(GIBIBYTES_5 + " rows of 1 objects, 0 unreadable");
        } finally {
            server.stop(0);
        }
    }

    private static byte[] line() {
        String begin = "{\"src_partition\":0,\"src_ordinal\":7,\"text\":\"";
        String end = "\"}\n";
        return (begin + "x".repeat(MIB - begin.length() - end.length()) + end).getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, byte[] line) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean object = exchange.getRequestURI().getPath().endsWith("/o");
        exchange.getResponseHeaders().add("ETag", "\"tag\"");
        if (!object) {
            String listed = query.contains("uploads")
                    ? "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
                    : "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>o</Key><ETag>\"tag\"</ETag><Size>"
                            + GIBIBYTES_5 * MIB + "</Size></Contents></ListBucketResult>";
            exchange.sendResponseHeaders(200, listed.length());
            exchange.getResponseBody().write(listed.getBytes(StandardCharsets.UTF_8));
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Long.toString(GIBIBYTES_5 * MIB));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, GIBIBYTES_5 * MIB);
            OutputStream body = exchange.getResponseBody();
            for (long record = 0; record < GIBIBYTES_5; record++) {
                body.write(line);
            }
        }
        exchange.close();
    }
}
