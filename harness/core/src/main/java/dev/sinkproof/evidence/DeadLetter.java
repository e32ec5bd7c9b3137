package dev.sinkproof.evidence;

/**
 * A record that was parked in a dead letter queue, as its headers describe it.
 *
 * @param topic source topic; null when the headers do not say
 * @param partition source partition; -1 when the headers do not say
 * @param offset source offset; -1 when the headers do not say
 * @param stage where it failed, for example {@code VALUE_CONVERTER}; null when the headers do not say
 * @param reason message of the exception; null when the headers do not say
 * @param exception class of the exception; null when the headers do not say
 */
public record DeadLetter(String topic, int partition, long offset, String stage, String reason, String exception) {
    /** Whether it says which record it was. */
    public boolean identified() {
        return topic != null && partition >= 0 && offset >= 0;
    }
}
