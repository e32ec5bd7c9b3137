package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.link.http.HttpProtocol;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.target.s3.S3Target;
import dev.sinkproof.target.s3.S3TargetSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** An S3 server; each run has a bucket of its own. */
final class S3Embedded implements EmbeddedTarget {
    private final S3Server server;
    private final ServerProcess process;

    S3Embedded(Launch launch, RunRouter router) throws IOException {
        this.server = new S3Server(launch, () -> {});
        this.process = new ServerProcess(server, router);
    }

    @Override
    public TargetProcess process() {
        return process;
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public LinkProtocol protocol() {
        return HttpProtocol.s3();
    }

    @Override
    public String portVariable() {
        return "SINKPROOF_S3_LINK_PORT";
    }

    @Override
    public Map<String, String> placeholders(String runId) {
        return new S3Target(
                        "127.0.0.1",
                        "${env:" + portVariable() + "}",
                        S3Target.bucketOf(runId),
                        S3Server.ACCESS_KEY_ID,
                        S3Server.SECRET_ACCESS_KEY)
                .placeholders();
    }

    @Override
    public TargetSession open(String runId, List<String> tables) {
        return new S3TargetSession(server.access(), S3Target.bucketOf(runId));
    }

    @Override
    public String description() {
        return "S3Proxy " + Versions.s3proxy();
    }

    @Override
    public void stop() throws IOException {
        server.close();
    }
}
