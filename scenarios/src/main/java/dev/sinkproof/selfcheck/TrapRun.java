package dev.sinkproof.selfcheck;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs what looks wrong and is right. */
final class TrapRun {
    private final Trap trap;
    private final Entry entry;
    private final long startNanos = System.nanoTime();

    TrapRun(Trap trap) {
        this.trap = trap;
        this.entry = Entry.of(trap);
    }

    Entry entry() {
        return entry;
    }

    Cell simulated(SimulationLab lab) throws IOException {
        return lab.look(
                entry.sink(), only(SimulationLab.PARAMETERS), ran -> judged(trap.planted(ran.run()), SimulationLab.ID));
    }

    Cell onProcesses(ProcessLab lab) throws IOException {
        return judged(trap.planted(lab.evidence(entry, only(Parameters.NONE))), lab.environment());
    }

    private ScenarioSpec only(Parameters sizes) {
        return Catalogue.select(List.of(trap.caseId()), sizes, entry.sink().subject()).stream()
                .filter(spec -> spec.caseId().equals(trap.caseId()))
                .findFirst()
                .orElseThrow();
    }

    /** Silent only if that which looks wrong is there. */
    private Cell judged(Evidence evidence, String environment) {
        Judgement judgement = new Judge().judge(evidence);
        List<AnomalyKind> alarms = judgement.anomalies().stream()
                .filter(anomaly -> trap.isAlarm(anomaly, evidence))
                .map(anomaly -> anomaly.kind())
                .distinct()
                .toList();
        boolean undecided =
                judgement.checks().stream().map(CheckResult::outcome).anyMatch(Outcome.INCONCLUSIVE::equals);
        boolean looksWrong = looksWrong(evidence, judgement);
        State state = !alarms.isEmpty() ? State.CAUGHT : undecided || !looksWrong ? State.INCONCLUSIVE : State.SILENT;
        return new Cell(
                trap.caseId(),
                environment,
                state,
                false,
                alarms,
                looksWrong ? judgement.sentence() : "what looks wrong did not come up: " + judgement.sentence(),
                (System.nanoTime() - startNanos) / 1_000_000);
    }

    private boolean looksWrong(Evidence evidence, Judgement judgement) {
        try {
            return trap.looksWrong(evidence, judgement);
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence of trap " + trap.id() + " cannot be read", e);
        }
    }
}
