package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which worker had which partition when, and whose connection waited for an answer when: one pass over the timeline, a few numbers
 * for each rebalance and for each request that makes something durable, one bit for each record and worker.
 */
final class Ownership implements Consumer<TimelineEvent> {
    private static final String LINK = "link:";

    /** Something that a worker did. */
    record Mark(long sequence, long micros, String worker) {}

    /** A request that makes something durable, from when it was seen until the target answered. */
    private record Waiting(Mark request, long answeredMicros) {
        boolean at(long micros) {
            return request.micros() <= micros && micros <= answeredMicros;
        }
    }

    private final Ledger ledger;
    private final Recreations recreations;
    /** By partition, the openings of each worker. */
    private final Map<Integer, Map<String, NavigableMap<Long, Mark>>> opened = new HashMap<>();
    /** By partition, when each worker was given it, which comes before it is opened. */
    private final Map<Integer, Map<String, NavigableMap<Long, Mark>>> given = new HashMap<>();
    /** By connection, its requests. */
    private final Map<String, NavigableMap<Long, Waiting>> requests = new HashMap<>();
    /** By worker and partition, the records that were handed to put(). */
    private final Map<String, Map<Integer, OrdinalSet>> put = new HashMap<>();

    private String hole;

    private Ownership(Ledger ledger, Recreations recreations) {
        this.ledger = ledger;
        this.recreations = recreations;
    }

    static Ownership of(Case judged) {
        Ownership ownership = new Ownership(judged.ledger(), judged.recreations());
        try {
            judged.evidence().timeline().forEach(ownership);
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return ownership;
    }

    @Override
    public void accept(TimelineEvent event) {
        switch (event.name()) {
            case EventNames.EVENTS_DROPPED ->
                hole = "the timeline has a hole, events of " + event.source() + " were lost";
            case EventNames.OBSERVATION_PROBLEM ->
                hole = "something was not observed: "
                        + event.attributes().getOrDefault("problem", "it is not known what");
            default -> FaultPoint.byId(event.name()).ifPresent(point -> passed(point, event));
        }
    }

    private void passed(FaultPoint point, TimelineEvent event) {
        switch (point) {
            case TASK_OPEN -> event.spans().forEach(span -> mark(opened, span, event));
            case REBALANCE_ASSIGNED -> event.spans().forEach(span -> mark(given, span, event));
            case TASK_PUT_ENTER -> event.spans().forEach(span -> handed(span, event));
            case TARGET_REQUEST -> requested(event);
            case TARGET_ACK -> answered(event);
            default -> {}
        }
    }

    private void mark(Map<Integer, Map<String, NavigableMap<Long, Mark>>> marks, OffsetSpan span, TimelineEvent event) {
        if (span.topic().equals(ledger.topic())) {
            marks.computeIfAbsent(span.partition(), unused -> new HashMap<>())
                    .computeIfAbsent(event.source(), unused -> new TreeMap<>())
                    .put(event.epochMicros(), new Mark(event.sequence(), event.epochMicros(), event.source()));
        }
    }

    private void handed(OffsetSpan span, TimelineEvent event) {
        if (span.topic().equals(ledger.topic()) && span.count() > 0 && span.partition() < ledger.partitions()) {
            int incarnation = recreations.incarnationAt(event.epochMicros());
            put.computeIfAbsent(event.source(), unused -> new HashMap<>())
                    .computeIfAbsent(span.partition(), unused -> new OrdinalSet())
                    .addRange(
                            ledger.ordinalsBelow(span.partition(), incarnation, span.first()),
                            ledger.ordinalsBelow(span.partition(), incarnation, span.last() + 1));
        }
    }

    private void requested(TimelineEvent event) {
        if (durable(event)) {
            String worker = event.source().substring(LINK.length());
            Mark request = new Mark(event.sequence(), event.epochMicros(), worker);
            requests.computeIfAbsent(connection(event), unused -> new TreeMap<>())
                    .put(event.epochMicros(), new Waiting(request, Long.MAX_VALUE));
        }
    }

    /** A connection's answers come in the order of its requests. */
    private void answered(TimelineEvent event) {
        NavigableMap<Long, Waiting> ofConnection = requests.get(connection(event));
        if (ofConnection == null || !durable(event)) {
            return;
        }
        ofConnection.values().stream()
                .filter(waiting -> waiting.answeredMicros() == Long.MAX_VALUE)
                .findFirst()
                .ifPresent(waiting -> ofConnection.put(
                        waiting.request().micros(), new Waiting(waiting.request(), event.epochMicros())));
    }

    private static boolean durable(TimelineEvent event) {
        return event.source().startsWith(LINK)
                && Boolean.parseBoolean(event.attributes().get("durable"));
    }

    private static String connection(TimelineEvent event) {
        return event.source() + "#" + event.attributes().get("connection");
    }

    /** Why the timeline does not tell it all; empty when it does. */
    Optional<String> hole() {
        if (hole != null) {
            return Optional.of(hole);
        }
        return requests.isEmpty()
                ? Optional.of("the link to the target does not show which request made a change durable")
                : Optional.empty();
    }

    /** The only worker of which a connection waited for an answer then; empty when there was none, or several. */
    Optional<Mark> writerAt(long micros) {
        Mark only = null;
        for (NavigableMap<Long, Waiting> ofConnection : requests.values()) {
            Map.Entry<Long, Waiting> last = ofConnection.floorEntry(micros);
            if (last == null || !last.getValue().at(micros)) {
                continue;
            }
            Mark request = last.getValue().request();
            if (only != null && !only.worker().equals(request.worker())) {
                return Optional.empty();
            }
            only = request;
        }
        return Optional.ofNullable(only);
    }

    /** Whether the worker's task was ever handed the record. */
    boolean wasHanded(String worker, int partition, long ordinal) {
        OrdinalSet handed = put.getOrDefault(worker, Map.of()).get(partition);
        return handed != null && handed.contains(ordinal);
    }

    /** When a task on another worker opened a partition that this worker had had, and was not given again since. */
    Optional<Mark> takenFrom(String worker, int partition, long micros) {
        Optional<Mark> own = latest(last(opened, partition, worker, micros), last(given, partition, worker, micros));
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Optional<Mark> other = Optional.empty();
        for (String each : opened.getOrDefault(partition, Map.of()).keySet()) {
            if (!each.equals(worker)) {
                other = latest(other, last(opened, partition, each, micros));
            }
        }
        return other.filter(open -> open.micros() > own.get().micros());
    }

    private static Optional<Mark> latest(Optional<Mark> one, Optional<Mark> other) {
        return one.isEmpty()
                        || other.isPresent() && other.get().micros() > one.get().micros()
                ? other
                : one;
    }

    private static Optional<Mark> last(
            Map<Integer, Map<String, NavigableMap<Long, Mark>>> marks, int partition, String worker, long micros) {
        return Optional.ofNullable(marks.getOrDefault(partition, Map.of()).get(worker))
                .map(ofWorker -> ofWorker.floorEntry(micros))
                .map(Map.Entry::getValue);
    }
}
