package dev.sinkproof.environment.embedded;

import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.kafka.proxy.KafkaProxy;
import dev.sinkproof.kafka.proxy.KafkaProxyListener;
import dev.sinkproof.process.Reaper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real broker with its proxy, and neither workers nor a target: for what concerns Kafka alone. */
public final class LoneBroker implements AutoCloseable {
    private final Reaper reaper;
    private final KafkaBroker broker;
    private final SourceLog log;

    private LoneBroker(Reaper reaper, KafkaBroker broker) {
        this.reaper = reaper;
        this.broker = broker;
        this.log = new SourceLog(broker.bootstrapServers());
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param logs folder of its log
     * @param listener hears what the proxy does
     */
    public static LoneBroker start(Path logs, KafkaProxyListener listener) throws IOException {
        Reaper reaper = Reaper.start();
        try {
            Path temporary = Files.createTempDirectory("sinkproof-");
            reaper.remove(temporary);
            KafkaBroker broker =
                    new KafkaBroker(new Launch(logs, temporary, reaper), temporary.resolve("broker"), listener);
            try {
                broker.start();
                broker.awaitReady();
                return new LoneBroker(reaper, broker);
            } catch (IOException | RuntimeException e) {
                broker.stop();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            reaper.close();
            throw e;
        }
    }

    /** Where clients reach it without the proxy. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public KafkaProxy proxy() {
        return broker.proxy();
    }

    public SourceLog log() {
        return log;
    }

    public boolean alive() {
        return broker.alive();
    }

    /** Kills it with SIGKILL. */
    public void kill() throws IOException {
        broker.kill();
    }

    /** Stops it in order (SIGTERM). */
    public void shutDown() throws IOException {
        broker.shutDown();
    }

    /** Starts it again, and returns when it leads all partitions. */
    public void restart() throws IOException {
        broker.start();
        broker.awaitReady();
    }

    /** Stops it where it is (SIGSTOP). */
    public void pause() throws IOException {
        broker.pause();
    }

    /** Lets it go on, and returns when it leads all partitions. */
    public void resume() throws IOException {
        broker.resume();
        broker.awaitReady();
    }

    @Override
    public void close() throws IOException {
        log.close();
        broker.stop();
        reaper.close();
    }
}
