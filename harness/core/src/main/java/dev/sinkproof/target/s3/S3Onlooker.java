package dev.sinkproof.target.s3;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.fault.TargetReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads a run's bucket while the subject writes to it, as anybody might. Closed by the session that it tells what it saw. Thread-safe: one
 * look at a time.
 */
public final class S3Onlooker implements TargetReader, AutoCloseable {
    private final Bucket bucket;
    private final Set<String> known = new HashSet<>();
    private final List<TargetObject> seen = new ArrayList<>();

    public S3Onlooker(S3Access access, String bucket) {
        this.bucket = new Bucket(access.client(), bucket);
    }

    @Override
    public synchronized String look() throws IOException {
        List<S3Object> listed = bucket.objects();
        List<TargetObject> fresh = new ArrayList<>();
        for (S3Object object : listed) {
            if (known.add(object.key() + '\n' + object.eTag())) {
                Optional<TargetObject> read = bucket.read(object.key(), TargetObject.Kind.SEEN, row -> {});
                // What has other content by now is listed with its own tag the next time.
                read.ifPresent(fresh::add);
            }
        }
        seen.addAll(fresh);
        return told(listed.size(), fresh);
    }

    private static String told(int listed, List<TargetObject> fresh) {
        String all = "a reader saw " + listed + " objects, " + fresh.size() + " of them for the first time";
        return fresh.isEmpty()
                ? all
                : all + ": " + fresh.stream().map(S3Onlooker::told).collect(Collectors.joining("; "));
    }

    private static String told(TargetObject object) {
        return object.key() + " with " + object.records() + " records"
                + object.unreadable()
                        .map(problem -> ", and not whole: " + problem)
                        .orElse("");
    }

    /** Everything that it saw, in the order in which it did. */
    synchronized List<TargetObject> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        bucket.client().close();
    }
}
