package dev.sinkproof.check;

import dev.sinkproof.model.OffsetCommit;

/**
 * A commit that went past records which were not durable in the target.
 *
 * @param commit the first commit that went past them
 * @param records how many
 * @param firstOrdinal the lowest of them
 */
record PrematureCommit(OffsetCommit commit, long records, long firstOrdinal) {}
