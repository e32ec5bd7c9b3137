package dev.sinkproof.check;

import dev.sinkproof.model.TimelineEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many objects and unfinished uploads a target holds while a run goes on, by what it accepted on the link. What one request deletes
 * of several objects cannot be seen there, and stays counted.
 */
final class ObjectCount {
    private static final Set<String> MAKING =
            Set.of("PutObject", "CopyObject", "PostObject", "CompleteMultipartUpload");

    private final Set<String> keys = new HashSet<>();
    private final Steps objects = new Steps();
    private final Steps uploads = new Steps();
    private long open;

    /** An acknowledgement by the target. */
    void accepted(TimelineEvent event) {
        Map<String, String> facts = event.attributes();
        String operation = facts.get("operation");
        if (operation == null || !facts.getOrDefault("outcome", "ok").equals("ok")) {
            return;
        }
        if (MAKING.contains(operation)) {
            keys.add(facts.getOrDefault("bucket", "") + "/" + facts.getOrDefault("key", ""));
            objects.add(event.epochMicros(), keys.size());
        } else if (operation.equals("DeleteObject")) {
            keys.remove(facts.getOrDefault("bucket", "") + "/" + facts.getOrDefault("key", ""));
            objects.add(event.epochMicros(), keys.size());
        }
        countUpload(operation, event.epochMicros());
    }

    private void countUpload(String operation, long micros) {
        int change =
                switch (operation) {
                    case "CreateMultipartUpload" -> 1;
                    case "CompleteMultipartUpload", "AbortMultipartUpload" -> -1;
                    default -> 0;
                };
        if (change != 0) {
            // One that was begun before the run, by somebody else, is not counted below zero.
            open = Math.max(0, open + change);
            uploads.add(micros, open);
        }
    }

    Steps objects() {
        return objects;
    }

    Steps uploads() {
        return uploads;
    }
}
