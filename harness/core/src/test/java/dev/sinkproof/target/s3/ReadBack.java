package dev.sinkproof.target.s3;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a bucket and removes it, as a run does, in a process of its own so that its memory can be limited. Arguments: endpoint, keys, bucket. */
final class ReadBack {
    private ReadBack() {}

    public static void main(String[] arguments) throws IOException {
        S3Access access = new S3Access(URI.create(arguments[0]), arguments[1], arguments[2]);
        S3TargetSession session = new S3TargetSession(access, arguments[3], new S3Onlooker(access, arguments[3]));
        AtomicLong rows = new AtomicLong();
        session.readSnapshot(row -> rows.incrementAndGet());
        long unreadable = session.readObjects().orElseThrow().stream()
                .filter(object -> object.unreadable().isPresent())
                .count();
        System.out.println(rows + " rows of "
                + session.readObjects().orElseThrow().size() + " objects, " + unreadable + " unreadable");
        session.close();
    }
}
