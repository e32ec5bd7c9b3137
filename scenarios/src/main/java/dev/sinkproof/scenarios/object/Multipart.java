package dev.sinkproof.scenarios.object;

import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;

/** Uploads in parts: records that are large enough to need them, and the requests that they are made of. */
final class Multipart {
    /** Where the large records of each partition begin, if there is room. */
    private static final long BEGIN = 100;
    /** Fourteen of 700 kB follow each other: more than S3 takes in one part of the least size, and than connectors do by default. */
    private static final String LARGE_RECORDS = "large: data.oversize partition=all count=14 bytes=700000 ordinal=";

    private Multipart() {}

    /** Makes an early file of each partition so large that it is uploaded in parts. */
    static String largeFiles(Parameters parameters) {
        return LARGE_RECORDS + Math.min(BEGIN, CaseOf.amid(parameters));
    }

    /** The n-th part that the target has accepted, and the connector has not heard of it. */
    static String partAccepted(int nth) {
        return "target.ack#" + nth + " operation=UploadPart outcome=ok";
    }

    /** Some of the requests that make an object of its parts, on their way to the target. */
    static String complete(String which) {
        return "target.request" + which + " operation=CompleteMultipartUpload";
    }

    /** The n-th object that the target has made of its parts, and the connector has not heard of it. */
    static String completed(int nth) {
        return "target.ack#" + nth + " operation=CompleteMultipartUpload outcome=ok";
    }
}
