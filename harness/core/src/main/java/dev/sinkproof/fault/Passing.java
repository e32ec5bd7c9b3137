package dev.sinkproof.fault;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Control went through a fault point.
 *
 * @param point which point
 * @param worker name of the worker it happened in, or whose link it happened on
 * @param task connector task, for example {@code orders-0}; null where unknown (on the link)
 * @param spans source offsets that went through; may be empty
 * @param attributes further facts that trigger conditions can name, for example {@code durable=true}
 * @param epochMicros when, by the clock of the process where it happened, microseconds since the epoch
 */
public record Passing(
        FaultPoint point,
        String worker,
        String task,
        List<OffsetSpan> spans,
        Map<String, String> attributes,
        long epochMicros) {
    public Passing {
        Objects.requireNonNull(point, "point");
        Objects.requireNonNull(worker, "worker");
        spans = List.copyOf(spans);
        attributes = Map.copyOf(attributes);
    }
}
