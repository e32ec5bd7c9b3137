package dev.sinkproof.check;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.ReplayPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that somebody has ordered to be delivered once more, by setting offsets back, to a subject whose contract says that it then writes
 * them again. Each order explains one more row.
 */
final class OrderedReplays {
    private final List<OffsetSpan> ordered = new ArrayList<>();
    private final Case judged;

    private OrderedReplays(Case judged) {
        this.judged = judged;
    }

    /** None where the contract says nothing of the kind. */
    static OrderedReplays of(Case judged) {
        OrderedReplays replays = new OrderedReplays(judged);
        if (judged.contract().replay() == ReplayPolicy.WRITES_AGAIN) {
            replays.read();
        }
        return replays;
    }

    private void read() {
        try {
            judged.evidence().timeline().forEach(event -> {
                if (event.name().equals(EventNames.OFFSETS_RESET)) {
                    ordered.addAll(event.spans());
                }
            });
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether so many rows of the record are no more than were ordered. */
    boolean explain(int partition, long ordinal, long copies) {
        if (ordered.isEmpty()) {
            return false;
        }
        long offset = judged.ledger().offsetOf(partition, ordinal);
        long times = ordered.stream()
                .filter(span -> span.topic().equals(judged.plan().topic())
                        && span.partition() == partition
                        && span.first() <= offset
                        && offset <= span.last())
                .count();
        return copies <= 1 + times;
    }
}
