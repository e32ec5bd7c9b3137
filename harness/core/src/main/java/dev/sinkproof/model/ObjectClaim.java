package dev.sinkproof.model;

/**
 * What a subject claims of its objects.
 *
 * @param recordsLeast half of all records or more are in objects of at least so many records, as far as their partition has so many; 0
 *     where nothing is claimed
 * @param timeFolder part of an object's name that each record's time stamp decides, as a pattern of java.time's DateTimeFormatter; empty
 *     where nothing is claimed
 * @param timeZone the zone that the pattern is filled in for
 */
public record ObjectClaim(long recordsLeast, String timeFolder, String timeZone) {
    /** Nothing. */
    public static final ObjectClaim NONE = new ObjectClaim(0, "", "UTC");

    public ObjectClaim {
        timeFolder = timeFolder == null ? "" : timeFolder;
        timeZone = timeZone == null ? "UTC" : timeZone;
        if (recordsLeast < 0) {
            throw new IllegalArgumentException("recordsLeast must not be negative: " + recordsLeast);
        }
    }
}
