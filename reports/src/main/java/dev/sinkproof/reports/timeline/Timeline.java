package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pictures of a case: the whole of it on one time axis, and then each fault enlarged, for where no script can enlarge. */
public final class Timeline {
    /** Close-ups of one case. */
    static final int CLOSE_UPS_MAX = 3;

    private Timeline() {}

    /**
     * The pictures, the whole case first; empty when the case has no events.
     *
     * @param anchors anchor of each event that proves an anomaly, by sequence number
     */
    public static List<Picture> of(CaseResult result, Map<Long, String> anchors) {
        if (result.timeline().isEmpty()) {
            return List.of();
        }
        List<Picture> pictures = new ArrayList<>();
        pictures.add(new PictureBuilder(result, Window.whole(result), anchors).build());
        result.faults().stream()
                .filter(fault -> fault.status() == FaultOutcome.Status.FIRED && fault.firedAtMicros() > 0)
                .limit(CLOSE_UPS_MAX)
                .flatMap(fault -> Window.around(fault, result.timeline(), anchors.keySet()).stream())
                .forEach(window -> pictures.add(new PictureBuilder(result, window, anchors).build()));
        return List.copyOf(pictures);
    }
}
