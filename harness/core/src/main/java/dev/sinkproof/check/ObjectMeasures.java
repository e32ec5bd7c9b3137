package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ObjectFacts;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a run's objects cost, from the objects at the end and the requests of the whole timeline. */
final class ObjectMeasures implements Consumer<TimelineEvent> {
    private final Map<String, Long> requests = new TreeMap<>();
    /** When the target made the first object of a name, in microseconds. */
    private final Map<String, Long> visibleAt = new HashMap<>();
    /** By partition: the highest ordinal that Kafka had at a time, and that time in microseconds. */
    private final Map<Integer, NavigableMap<Long, Long>> producedAt = new HashMap<>();

    private long bytesSent;

    private ObjectMeasures() {}

    /** Empty when the target is no object store. */
    static Optional<ObjectFacts> of(Evidence evidence) throws IOException {
        Optional<List<TargetObject>> all = evidence.objects();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ObjectMeasures measures = new ObjectMeasures();
        evidence.timeline().forEach(measures);
        return Optional.of(measures.facts(all.get(), evidence.ledger()));
    }

    @Override
    public void accept(TimelineEvent event) {
        Optional<FaultPoint> point = FaultPoint.byId(event.name());
        if (point.filter(FaultPoint.TARGET_REQUEST::equals).isPresent()) {
            requested(event.attributes());
        } else if (point.filter(FaultPoint.TARGET_ACK::equals).isPresent()) {
            answered(event);
        } else if (event.name().equals(EventNames.SOURCE_PRODUCED)) {
            event.attributes().forEach((name, value) -> produced(name, value, event.epochMicros()));
        }
    }

    private void requested(Map<String, String> attributes) {
        requests.merge(attributes.getOrDefault("operation", "other"), 1L, Long::sum);
        if ("write".equals(attributes.get("kind"))) {
            bytesSent += Long.parseLong(attributes.getOrDefault("bodyBytes", "0"));
        }
    }

    private void answered(TimelineEvent event) {
        String key = event.attributes().get("key");
        if (key != null && "true".equals(event.attributes().get("committed"))) {
            visibleAt.putIfAbsent(key, event.epochMicros());
        }
    }

    private void produced(String attribute, String value, long micros) {
        if (attribute.startsWith(EventNames.HIGHEST_OF_PARTITION)) {
            int partition = Integer.parseInt(attribute.substring(EventNames.HIGHEST_OF_PARTITION.length()));
            producedAt.computeIfAbsent(partition, none -> new TreeMap<>()).putIfAbsent(Long.parseLong(value), micros);
        }
    }

    private ObjectFacts facts(List<TargetObject> all, Ledger ledger) {
        List<TargetObject> objects = all.stream()
                .filter(object -> object.kind() == TargetObject.Kind.OBJECT)
                .toList();
        List<Long> sizes = objects.stream().map(TargetObject::bytes).sorted().toList();
        return new ObjectFacts(
                objects.size(),
                sizes.stream().mapToLong(Long::longValue).sum(),
                sizes.isEmpty() ? 0 : sizes.get(sizes.size() / 2),
                objects.stream().mapToLong(TargetObject::records).sum(),
                all.stream()
                        .filter(object -> object.kind() == TargetObject.Kind.UNFINISHED_UPLOAD)
                        .count(),
                requests,
                bytesSent,
                freshness(objects, ledger));
    }

    private ObjectFacts.Freshness freshness(List<TargetObject> objects, Ledger ledger) {
        NavigableMap<Long, Long> waits = new TreeMap<>();
        for (TargetObject object : objects) {
            Long visible = visibleAt.get(object.key());
            if (visible != null) {
                object.runs().forEach(run -> addWaits(run, visible, ledger, waits));
            }
        }
        long count = waits.values().stream().mapToLong(Long::longValue).sum();
        return count == 0
                ? null
                : new ObjectFacts.Freshness(count, below(waits, count, 50), below(waits, count, 99), waits.lastKey());
    }

    private void addWaits(TargetObject.Run run, long visible, Ledger ledger, NavigableMap<Long, Long> waits) {
        NavigableMap<Long, Long> produced = producedAt.getOrDefault(run.partition(), new TreeMap<>());
        for (long ordinal = run.first(); ordinal <= run.last(); ordinal++) {
            Map.Entry<Long, Long> known = produced.ceilingEntry(ordinal);
            if (known != null && ledger.acked(run.partition(), ordinal)) {
                waits.merge(Math.max(0, visible - known.getValue()), 1L, Long::sum);
            }
        }
    }

    /** The shortest wait that is as long as {@code percent} in a hundred of all, or longer. */
    private static long below(NavigableMap<Long, Long> waits, long count, int percent) {
        long left = (count * percent + 99) / 100;
        Map.Entry<Long, Long> wait = waits.firstEntry();
        while (left > wait.getValue()) {
            left -= wait.getValue();
            wait = waits.higherEntry(wait.getKey());
        }
        return wait.getKey();
    }
}
