package dev.sinkproof.simulation.connect;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.point.Spans;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The subject's task with its fault points, where an agent would put them in a real worker. A put without records passes none:
 * they come with every empty poll.
 */
final class ObservedTask extends SinkTask {
    private final SinkTask subject;
    private final Passages passages;

    ObservedTask(SinkTask subject, Passages passages) {
        this.subject = subject;
        this.passages = passages;
    }

    @Override
    public String version() {
        return subject.version();
    }

    @Override
    public void initialize(SinkTaskContext taskContext) {
        passages.requireAlive();
        subject.initialize(taskContext);
    }

    @Override
    public void start(Map<String, String> properties) {
        pass(FaultPoint.TASK_START, List.of());
        subject.start(properties);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        pass(FaultPoint.TASK_OPEN, Spans.partitions(partitions));
        subject.open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty()) {
            passages.requireAlive();
            subject.put(records);
            passages.requireAlive();
            return;
        }
        List<OffsetSpan> spans = Spans.delivered(records);
        pass(FaultPoint.DELIVER, spans);
        pass(FaultPoint.TASK_PUT_ENTER, spans);
        try {
            subject.put(records);
        } catch (RuntimeException e) {
            exit(FaultPoint.TASK_PUT_EXIT, spans, e);
            throw e;
        }
        exit(FaultPoint.TASK_PUT_EXIT, spans, null);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        pass(FaultPoint.TASK_PRE_COMMIT_ENTER, Spans.positions(currentOffsets));
        Map<TopicPartition, OffsetAndMetadata> safe;
        try {
            safe = subject.preCommit(currentOffsets);
        } catch (RuntimeException e) {
            exit(FaultPoint.TASK_PRE_COMMIT_EXIT, List.of(), e);
            throw e;
        }
        exit(FaultPoint.TASK_PRE_COMMIT_EXIT, safe == null ? List.of() : Spans.positions(safe), null);
        return safe;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        pass(FaultPoint.TASK_CLOSE, Spans.partitions(partitions));
        subject.close(partitions);
    }

    @Override
    public void stop() {
        pass(FaultPoint.TASK_STOP, List.of());
        subject.stop();
    }

    private void pass(FaultPoint point, List<OffsetSpan> spans) {
        passages.pass(point, spans, Map.of());
    }

    private void exit(FaultPoint point, List<OffsetSpan> spans, RuntimeException error) {
        passages.pass(point, spans, Map.of("error", error == null ? "none" : error.toString()));
    }
}
