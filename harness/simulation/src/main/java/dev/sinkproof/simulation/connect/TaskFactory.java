package dev.sinkproof.simulation.connect;

import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.kafka.DeadLetterTopic;
import dev.sinkproof.simulation.kafka.ModelConsumer;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.simulation.subject.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.runtime.ConnectRuntime;
import org.apache.kafka.connect.runtime.ErrorHandling;
import org.apache.kafka.connect.runtime.SteppedSinkTask;
import org.apache.kafka.connect.runtime.TaskConfig;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** Makes Connect's task runners for one run. */
public final class TaskFactory {
    /** The connector's name. */
    public static final String CONNECTOR = "subject";

    private final ConnectRuntime runtime;
    private final Subject subject;
    private final ErrorHandling errors;
    private final Source source;
    private final VirtualClock clock;

    public TaskFactory(
            ConnectRuntime runtime, Subject subject, ErrorHandling errors, Source source, VirtualClock clock) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.errors = Objects.requireNonNull(errors, "errors");
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A runner that has not been started.
     *
     * @param config of this task, beyond the subject's
     * @param deadLetters the run's dead letter queue
     */
    public SteppedSinkTask create(
            int number,
            SinkTask task,
            Map<String, String> config,
            ModelConsumer consumer,
            DeadLetterTopic deadLetters,
            Passages passages) {
        return new SteppedSinkTask(
                runtime,
                new ConnectorTaskId(CONNECTOR, number),
                new ObservedTask(task, passages),
                complete(config),
                consumer,
                clock,
                pipeline(deadLetters, passages));
    }

    private Map<String, String> complete(Map<String, String> given) {
        Map<String, String> config = new HashMap<>(subject.config());
        config.putAll(given);
        config.put("name", CONNECTOR);
        config.put("connector.class", subject.connectorClass());
        config.put("topics", Source.TOPIC);
        config.put(TaskConfig.TASK_CLASS_CONFIG, ObservedTask.class.getName());
        return config;
    }

    private SteppedSinkTask.Pipeline pipeline(DeadLetterTopic deadLetters, Passages passages) {
        return new SteppedSinkTask.Pipeline(
                source.keys(),
                new ObservedConverter(source.values(), passages),
                new SimpleHeaderConverter(),
                subject.transforms(),
                errors,
                errors.parks() ? deadLetters.producer(passages) : null);
    }
}
