package dev.sinkproof.simulation.explore;

import dev.sinkproof.check.Judgement;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.schedule.Schedule;
import java.util.Objects;

/**
 * A schedule on which the subject does not keep its contract.
 *
 * @param kind what it shows
 * @param found the schedule as it was come upon
 * @param minimal the smallest one that still shows it
 * @param run what happens on the minimal one
 * @param judgement what the checkers say of that
 * @param shrinkRuns how many runs it took to make it small
 */
public record Finding(
        AnomalyKind kind, Schedule found, Schedule minimal, SimulatedRun run, Judgement judgement, int shrinkRuns) {
    public Finding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(minimal, "minimal");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(judgement, "judgement");
    }

    /** The anomaly with its story. */
    public Anomaly anomaly() {
        return judgement.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
