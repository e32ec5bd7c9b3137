package dev.sinkproof.fault.kafka;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kafka compacts the source log: of records with one key it keeps the last, and their offsets stay behind as gaps. Its effect speaks of
 * the gaps above what the connector had committed before: those records it may never have seen, and nobody can deliver them.
 */
final class RecordsCompact implements Fault {
    /** Kafka compacts closed segments only; these are closed by the next record after a moment. */
    private static final Map<String, String> SHORT_SEGMENTS = Map.of("segment.ms", "100");

    @Override
    public String kind() {
        return "records.compact";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.KAFKA;
    }

    @Override
    public String meaning() {
        return "have Kafka compact the source topic: records with a later one of their key are gone, and offsets have gaps";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.SOURCE_LOG, Capability.CONNECT);
    }

    @Override
    public Map<String, String> topicSettings() {
        return SHORT_SEGMENTS;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String topic = moment.run().topic();
        Map<Integer, Long> committed =
                moment.system().connector().offsets(moment.run().connector(), topic);
        List<OffsetSpan> gaps = moment.system().source().compact(topic);
        List<OffsetSpan> unread = gaps.stream()
                .flatMap(gap -> above(committed.getOrDefault(gap.partition(), 0L), gap))
                .toList();
        return Effect.of(
                        EventNames.RECORDS_COMPACTED,
                        "kafka",
                        topic + " was compacted: " + records(gaps) + " offsets have no record now, " + records(unread)
                                + " of them above what was committed")
                .about(unread);
    }

    private static Stream<OffsetSpan> above(long committed, OffsetSpan gap) {
        long first = Math.max(committed, gap.first());
        return first > gap.last()
                ? Stream.empty()
                : Stream.of(new OffsetSpan(gap.topic(), gap.partition(), first, gap.last(), gap.last() - first + 1));
    }

    private static long records(List<OffsetSpan> spans) {
        return spans.stream().mapToLong(OffsetSpan::count).sum();
    }
}
