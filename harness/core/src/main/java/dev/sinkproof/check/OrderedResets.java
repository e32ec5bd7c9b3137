package dev.sinkproof.check;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When the plan itself had committed offsets set back. The first commit of a partition that is lower because of it is nobody's
 * mistake; a second one is.
 */
final class OrderedResets {
    private record Window(long startMicros, long endMicros, Set<Integer> partitions) {
        boolean explains(OffsetCommit before, OffsetCommit lower) {
            return before.epochMillis() * 1000 <= endMicros
                    && CommitAuditor.deadlineMicros(lower) >= startMicros
                    && partitions.add(lower.partition());
        }
    }

    private final Map<String, Long> begun = new HashMap<>();
    private final List<Window> windows = new ArrayList<>();

    static OrderedResets of(Case judged) {
        OrderedResets resets = new OrderedResets();
        try {
            judged.evidence().timeline().forEach(resets::see);
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return resets;
    }

    private void see(TimelineEvent event) {
        String fault = event.attributes().get("fault");
        if (event.name().equals(EventNames.FAULT_FIRED)) {
            begun.put(fault, event.epochMicros());
        } else if (event.name().equals(EventNames.OFFSETS_RESET)) {
            windows.add(new Window(begun.getOrDefault(fault, 0L), event.epochMicros(), new HashSet<>()));
        }
    }

    /** Whether this commit is lower than the one before because of a reset; each reset explains one in a partition. */
    boolean explain(OffsetCommit before, OffsetCommit lower) {
        return windows.stream().anyMatch(window -> window.explains(before, lower));
    }
}
