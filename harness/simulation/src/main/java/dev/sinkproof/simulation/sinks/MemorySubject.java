package dev.sinkproof.simulation.sinks;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.subject.Deployment;
import dev.sinkproof.simulation.subject.Subject;
import dev.sinkproof.simulation.target.MemoryTarget;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A sink over a target in memory.
 *
 * @param name as people choose it
 * @param contract what it claims
 * @param task makes its task, with a connection of its own to the target
 * @param transformations makes the transforms of a task
 * @param config its configuration
 */
public record MemorySubject(
        String name,
        Contract contract,
        Function<TargetClient, SinkTask> task,
        Supplier<List<Transformation<SinkRecord>>> transformations,
        Map<String, String> config)
        implements Subject {
    private static final long RECOVERY_OBJECTIVE_MILLIS = 300_000;
    private static final String RETRY_TIMEOUT_MILLIS = "10000";

    public static MemorySubject of(
            String name, Guarantee guarantee, WriteModel model, Function<TargetClient, SinkTask> task) {
        return new MemorySubject(name, contract(guarantee, model), task, List::of, Map.of());
    }

    /** A sink that appends at least once and has a dead letter queue, and a transform that cannot do with every record. */
    public static MemorySubject parking(String name, Function<TargetClient, SinkTask> task) {
        return new MemorySubject(
                name,
                contract(Guarantee.AT_LEAST_ONCE, WriteModel.APPEND).withPoisonPolicy(PoisonPolicy.DEAD_LETTER_QUEUE),
                task,
                MemorySubject::cast,
                Map.of(
                        "errors.tolerance", "all",
                        "errors.retry.timeout", RETRY_TIMEOUT_MILLIS,
                        "errors.deadletterqueue.topic.name", "dead-letters",
                        "errors.deadletterqueue.context.headers.enable", "true"));
    }

    private static List<Transformation<SinkRecord>> cast() {
        Cast.Value<SinkRecord> cast = new Cast.Value<>();
        cast.configure(Map.of("spec", Workload.NUMBER_COLUMN + ":int64"));
        return List.of(cast);
    }

    public static Contract contract(Guarantee guarantee, WriteModel model) {
        return new Contract(guarantee, model, RECOVERY_OBJECTIVE_MILLIS, false);
    }

    /** A contract under which no one has to restart anything: a task that stays FAILED breaks it, though others do its work. */
    public static Contract unattended(Guarantee guarantee, WriteModel model) {
        return new Contract(
                guarantee,
                model,
                RECOVERY_OBJECTIVE_MILLIS,
                false,
                PoisonPolicy.FAIL,
                OrderClaim.NONE,
                OperatorPolicy.NEVER,
                ReplayPolicy.UNSTATED);
    }

    @Override
    public String connectorClass() {
        return name;
    }

    @Override
    public List<Transformation<SinkRecord>> transforms() {
        return transformations.get();
    }

    @Override
    public Deployment deploy(VirtualClock clock) {
        MemoryTarget target = new MemoryTarget(clock);
        return new Deployment() {
            @Override
            public SinkTask newTask(Passages passages) {
                return task.apply(new TargetClient(target, passages));
            }

            @Override
            public List<TargetRow> snapshot() {
                return target.snapshot();
            }

            @Override
            public List<TargetChange> history() {
                return target.history();
            }

            @Override
            public int changes() {
                return target.changes();
            }

            @Override
            public long position(TopicPartition partition) {
                return target.position(partition);
            }

            @Override
            public void runDeferred() {
                target.runDeferred();
            }

            @Override
            public long nextDeferredMillis() {
                return target.nextDeferredMillis();
            }
        };
    }
}
