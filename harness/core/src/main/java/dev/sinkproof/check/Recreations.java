package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** When the source topic was deleted and created again: what an offset means depends on it. */
final class Recreations {
    private final List<Long> moments = new ArrayList<>();

    static Recreations of(Evidence evidence) {
        Recreations recreations = new Recreations();
        if (evidence.ledger().incarnations() == 1) {
            return recreations;
        }
        try {
            evidence.timeline().forEach(event -> {
                if (event.name().equals(EventNames.TOPIC_RECREATED)) {
                    recreations.moments.add(event.epochMicros());
                }
            });
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return recreations;
    }

    /** Which topic of its name there was at that time, from 0. */
    int incarnationAt(long micros) {
        return (int) moments.stream().filter(moment -> moment <= micros).count();
    }
}
