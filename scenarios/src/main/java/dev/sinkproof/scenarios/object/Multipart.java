package dev.sinkproof.scenarios.object;

import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;

/** Uploads in parts: records that are large enough to need them, and the requests that they are made of. */
final class Multipart {
    /** Where in its partition the large records begin, if there is room: when the task has done this for a while. */
    private static final int BEGIN = 1000;
    /**
     * Sixteen of 700 kB that follow each other: whatever file they are in, it gets larger than S3 takes for one part at least, also where the
     * clock makes two files of them. Connectors that begin an upload with the first record of a file need none.
     */
    private static final String LARGE = "large: data.oversize partition=0 count=16 bytes=700000 ordinal=";

    /** All of them at once: by default a consumer fetches one after another, and on a busy machine the clock then makes a file of each few. */
    private static final String FETCHED_BYTES = Integer.toString(16 << 20);

    private Multipart() {}

    /** A case of a scenario, in which one file becomes so large that it is uploaded in parts. */
    static CaseOf of(Scenario scenario, Parameters parameters) {
        return CaseOf.of(scenario, parameters)
                .config("consumer.override.max.partition.fetch.bytes", FETCHED_BYTES)
                .data(LARGE + CaseOf.amid(parameters, BEGIN));
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
