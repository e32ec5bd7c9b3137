package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.fault.TargetReader;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.link.http.HttpProtocol;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.target.s3.S3Onlooker;
import dev.sinkproof.target.s3.S3Target;
import dev.sinkproof.target.s3.S3TargetSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An S3 server; each run has a bucket of its own. */
final class S3Embedded implements EmbeddedTarget {
    private final S3Server server;
    private final ServerProcess process;
    private volatile S3Onlooker onlooker;

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
        String bucket = S3Target.bucketOf(runId);
        onlooker = new S3Onlooker(server.access(), bucket);
        return new S3TargetSession(server.access(), bucket, onlooker);
    }

    @Override
    public boolean showsObjects() {
        return true;
    }

    @Override
    public Optional<TargetReader> reader() {
        return Optional.ofNullable(onlooker);
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
