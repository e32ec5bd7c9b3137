package dev.sinkproof.evidence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One object of an object store, or an upload that has become none.
 *
 * @param key its name
 * @param kind what it is
 * @param bytes its size; for an upload that of the parts that have arrived, or -1 where the target does not tell
 * @param tag what the target says of its content: differs when the content does
 * @param metadata its own, names in lower case; empty for an upload
 * @param records how many records could be read from it
 * @param runs which, as they stand in it
 * @param problem why it, or the rest of it, cannot be read; null when all of it can
 */
public record TargetObject(
        String key,
        Kind kind,
        long bytes,
        String tag,
        Map<String, String> metadata,
        long records,
        List<Run> runs,
        String problem) {
    /** What there can be under a name. */
    public enum Kind {
        OBJECT,
        UNFINISHED_UPLOAD,
        /** What a reader saw under the name while the run was on; each content of it once. */
        SEEN
    }

    /**
     * Records of one partition that follow each other in the object, with growing ordinals; there may be ordinals in between that
     * the object does not hold.
     *
     * @param partition source partition
     * @param first lowest ordinal
     * @param last highest ordinal
     * @param records how many
     */
    public record Run(int partition, long first, long last, long records) {}

    public TargetObject {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tag, "tag");
        metadata = Map.copyOf(metadata);
        runs = List.copyOf(runs);
    }

    /** Why it cannot be read; empty when it can. */
    public Optional<String> unreadable() {
        return Optional.ofNullable(problem);
    }
}
