package dev.sinkproof.sinks.s3;

import dev.sinkproof.environment.embedded.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test that asks for it an empty {@link Bucket}; one server serves all tests of the JVM and ends with them. */
public final class S3ServerExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(S3ServerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Bucket.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Server.class, key -> new Server(), Server.class)
                .newBucket();
    }

    private static final class Server implements AutoCloseable {
        private final AtomicInteger buckets = new AtomicInteger();
        private final S3Server server;

        Server() {
            try {
                server = S3Server.standalone(
                        Path.of("target", "s3-logs-" + ProcessHandle.current().pid()));
            } catch (IOException e) {
                throw new UncheckedIOException("the S3 server did not start", e);
            }
        }

        Bucket newBucket() {
            return Bucket.create(server, "test-" + buckets.incrementAndGet());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
