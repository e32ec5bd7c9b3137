package dev.sinkproof.workload;

import dev.sinkproof.ledger.Ledger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link TransactionalProducer} at work. It goes as fast as Kafka ends transactions, whatever the workload's rate. */
public final class TransactionalProduction implements Production {
    private final Workload workload;
    private final TransactionalProducer producer;
    private final CompletableFuture<Ledger> ledger = new CompletableFuture<>();
    private final Thread thread;

    private TransactionalProduction(Workload workload, TransactionalProducer producer) {
        this.workload = workload;
        this.producer = producer;
        this.thread = new Thread(this::run, "transactions-" + workload.topic());
        this.thread.setDaemon(true);
    }

    /**
     * Starts to produce. The topic must have been created with the workload's number of partitions.
     *
     * @param format of the records
     * @param clientConfig how to reach Kafka: at least {@code bootstrap.servers}
     */
    public static TransactionalProduction start(
            Workload workload, RecordFormat format, TransactionPlan plan, Map<String, Object> clientConfig) {
        TransactionalProduction production =
                new TransactionalProduction(workload, TransactionalProducer.open(workload, format, plan, clientConfig));
        production.thread.start();
        return production;
    }

    private void run() {
        try (producer) {
            producer.produce();
            ledger.complete(producer.ledger());
        } catch (ExecutionException e) {
            ledger.completeExceptionally(e.getCause());
        } catch (InterruptedException | RuntimeException | Error e) {
            ledger.completeExceptionally(e);
        }
    }

    @Override
    public boolean ended() {
        return ledger.isDone();
    }

    @Override
    public Ledger await(Duration timeout) throws InterruptedException, TimeoutException {
        try {
            return ledger.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw (TimeoutException)
                    new TimeoutException("waited " + timeout.toSeconds() + " s for all transactions of "
                                    + workload.topic() + " to be produced: "
                                    + workload.spec().records() + " records are planned")
                            .initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "producing to " + workload.topic() + " in transactions failed: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        producer.cancel();
        try {
            thread.join(WorkloadProducer.CANCEL_FLUSH_MAX.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
