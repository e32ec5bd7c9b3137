package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The client stops waiting, but what it has sent is on its way, and the next attempt queues up behind it. */
@Flaw(
        id = "M77",
        defect = "the client gives up earlier than the target needs: each attempt succeeds there, and is made again",
        reportedIn = "splunk/kafka-connect-splunk#122",
        trigger = "a slow target",
        anomalies = {"DUPLICATED", "STUCK"},
        scenario = "slow-target",
        notSimulated = "it writes on a thread of its own",
        settings = {"sinkproof.contract.guarantee=effectively-once"})
public final class M77ShortTimeoutConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M77ShortTimeoutConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final long TIMEOUT_MILLIS = 2000;

        private final ExecutorService client = Executors.newSingleThreadExecutor();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: not to be told in time is taken for a failure. */
        @Override
        public void put(Collection<SinkRecord> records) {
            List<SinkRecord> batch = List.copyOf(records);
            Future<?> attempt = client.submit(() -> super.put(batch));
            try {
                attempt.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new RetriableException("no answer within " + TIMEOUT_MILLIS + " ms", e);
            } catch (ExecutionException e) {
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectException("interrupted while a batch was written", e);
            }
        }

        @Override
        public void stop() {
            client.shutdown();
            super.stop();
        }
    }
}
