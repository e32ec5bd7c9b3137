package dev.sinkproof.model;

/**
 * What the target holds against the source log, in records.
 *
 * @param acknowledged records of the source log that Kafka acknowledged
 * @param accounted of those, how many are in the target or superseded by a later version of their key
 * @param lost how many are neither
 * @param duplicated records that are in the target more than once
 * @param surplus copies beyond the first
 * @param stale keys of which the target holds an older version, or which it should have deleted
 * @param corrupted records with at least one field that differs
 * @param phantom rows that no record of the source log explains
 * @param targetRows rows read back
 */
public record Observed(
        long acknowledged,
        long accounted,
        long lost,
        long duplicated,
        long surplus,
        long stale,
        long corrupted,
        long phantom,
        long targetRows) {}
