package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Map;

/** A target's server as a process. */
final class ServerProcess implements TargetProcess {
    private final CrashableServer server;
    private final RunRouter router;

    ServerProcess(CrashableServer server, RunRouter router) {
        this.server = server;
        this.router = router;
    }

    @Override
    public String stop() throws IOException {
        return server.crash();
    }

    @Override
    public String restart() throws IOException {
        String done = server.crash();
        server.startAgain();
        return done + " and was started again at once";
    }

    @Override
    public void start() throws IOException {
        server.startAgain();
        long pid = server.awaitReady();
        router.note("target", EventNames.TARGET_READY, Map.of("pid", Long.toString(pid)));
    }
}
