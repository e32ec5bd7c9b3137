package dev.sinkproof.scenarios.object;

/** Uploads in parts: records that are large enough to need them, and the requests that they are made of. */
final class Multipart {
    /**
     * Eight of 700 kB at the beginning of one partition: more than S3 takes for one part at least. Connectors that begin an upload with
     * their first record need none.
     */
    static final String LARGE_FILE = "large: data.oversize partition=0 ordinal=0 count=8 bytes=700000";

    private Multipart() {}

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
