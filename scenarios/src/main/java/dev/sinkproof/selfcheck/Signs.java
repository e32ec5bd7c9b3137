package dev.sinkproof.selfcheck;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What in evidence looks wrong at a glance. */
final class Signs {
    private static final Set<String> WRITES = Set.of("PutObject", "CompleteMultipartUpload");

    private Signs() {}

    static List<TargetObject> objects(Evidence evidence) {
        return evidence.objects().orElse(List.of()).stream()
                .filter(object -> object.kind() == TargetObject.Kind.OBJECT)
                .toList();
    }

    /** Whether some object holds all records of a stretch, and yet not all of its offsets. */
    static boolean hasGapInAnObject(Evidence evidence) {
        return objects(evidence).stream()
                .flatMap(object -> object.runs().stream())
                .anyMatch(run -> offsets(evidence.ledger(), run) > run.records());
    }

    private static long offsets(Ledger ledger, TargetObject.Run run) {
        return ledger.offsetOf(run.partition(), run.last()) - ledger.offsetOf(run.partition(), run.first()) + 1;
    }

    /** Whether the target was asked more than once to make an object of one name. */
    static boolean asksTwiceForAName(Evidence evidence) throws IOException {
        Set<String> asked = new HashSet<>();
        AtomicBoolean twice = new AtomicBoolean();
        evidence.timeline().forEach(event -> {
            if (event.name().equals(FaultPoint.TARGET_REQUEST.id())
                    && WRITES.contains(event.attributes().getOrDefault("operation", ""))
                    && !asked.add(event.attributes().get("key"))) {
                twice.set(true);
            }
        });
        return twice.get();
    }

    static long rows(Evidence evidence) throws IOException {
        AtomicLong rows = new AtomicLong();
        if (evidence.snapshot().isPresent()) {
            evidence.snapshot().get().forEach(row -> rows.incrementAndGet());
        }
        return rows.get();
    }
}
