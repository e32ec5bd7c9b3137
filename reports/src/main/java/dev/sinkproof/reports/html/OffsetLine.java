package dev.sinkproof.reports.html;

import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.reports.text.Human;

/**
 * Offsets of one partition.
 *
 * @param topic source topic
 * @param text the first ranges, for example {@code p0: 4711–4713, 4720}
 * @param more what is not shown, in words; empty when all is shown
 */
record OffsetLine(String topic, String text, String more) {
    private static final int RANGES_MAX = 40;

    static OffsetLine of(PartitionOffsets all) {
        int left = all.ranges().size() - RANGES_MAX;
        if (left <= 0) {
            return new OffsetLine(all.topic(), all.describe(), "");
        }
        PartitionOffsets first =
                new PartitionOffsets(all.topic(), all.partition(), all.ranges().subList(0, RANGES_MAX));
        return new OffsetLine(
                all.topic(), first.describe(), "and " + Human.count(left, "range") + " more, in results.json");
    }
}
