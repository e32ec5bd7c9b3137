package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.BrokerControl;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Map;

/** What faults do to the broker's process. Thread-safe, as the broker is. */
final class BrokerOperations implements BrokerControl {
    private final KafkaBroker broker;
    private final RunRouter router;

    BrokerOperations(KafkaBroker broker, RunRouter router) {
        this.broker = broker;
        this.router = router;
    }

    @Override
    public String kill() throws IOException {
        long pid = broker.pid();
        broker.kill();
        return "the Kafka broker (process " + pid + ") got SIGKILL";
    }

    @Override
    public String stop() throws IOException {
        long pid = broker.pid();
        broker.shutDown();
        return "the Kafka broker (process " + pid + ") got SIGTERM and has ended";
    }

    @Override
    public void start() throws IOException {
        broker.startUnlessAlive();
        ready();
    }

    @Override
    public String pause() throws IOException {
        broker.pause();
        return "the Kafka broker (process " + broker.pid() + ") got SIGSTOP";
    }

    @Override
    public void resume() throws IOException {
        broker.resume();
        ready();
    }

    private void ready() throws IOException {
        broker.awaitReady();
        router.note("kafka", EventNames.BROKER_READY, Map.of("pid", Long.toString(broker.pid())));
    }
}
