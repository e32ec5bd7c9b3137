package dev.sinkproof.run;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.evidence.file.ChangesFile;
import dev.sinkproof.evidence.file.LogsFile;
import dev.sinkproof.evidence.file.RowsFile;
import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The evidence of a run as it stands in the run directory. What is not there was not collected. */
final class FileEvidence implements Evidence {
    private final RunDirectory directory;
    private final Plan plan;
    private final Ledger ledger;
    private final List<FaultOutcome> faults;
    private final List<OffsetCommit> commits;
    private final List<DeadLetter> deadLetters;
    private final WorkerLogs logs;
    private final RecoveryFacts recovery;
    private final List<TargetObject> objects;

    private FileEvidence(RunDirectory directory) throws IOException {
        this.directory = directory;
        this.plan = RunDirectory.read(directory.plan(), Plan.class);
        this.ledger = Ledger.load(directory.ledger());
        this.faults = Files.exists(directory.faults())
                ? RunDirectory.readList(directory.faults(), FaultOutcome.class)
                : List.of();
        this.commits = Files.exists(directory.commits())
                ? RunDirectory.readList(directory.commits(), OffsetCommit.class)
                : null;
        this.deadLetters = Files.exists(directory.deadLetters())
                ? RunDirectory.readList(directory.deadLetters(), DeadLetter.class)
                : null;
        this.logs = Files.exists(directory.logs()) ? LogsFile.read(directory.logs()) : null;
        this.recovery = Files.exists(directory.recovery())
                ? RunDirectory.read(directory.recovery(), RecoveryFacts.class)
                : null;
        this.objects = Files.exists(directory.objects())
                ? RunDirectory.readList(directory.objects(), TargetObject.class)
                : null;
    }

    /**
     * The evidence in a run directory.
     *
     * @throws IOException when the plan or the ledger is missing or damaged: without them nothing can be judged
     */
    static FileEvidence load(RunDirectory directory) throws IOException {
        for (Path needed : List.of(directory.plan(), directory.ledger())) {
            if (!Files.exists(needed)) {
                throw new IOException("no " + needed.getFileName() + " in " + directory.path()
                        + ": the run ended before the source log was written, so there is nothing to judge");
            }
        }
        return new FileEvidence(directory);
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Optional<EvidenceStream<TargetRow>> snapshot() {
        return Files.exists(directory.snapshot()) ? Optional.of(RowsFile.read(directory.snapshot())) : Optional.empty();
    }

    @Override
    public Optional<List<TargetObject>> objects() {
        return Optional.ofNullable(objects);
    }

    @Override
    public Optional<EvidenceStream<TargetChange>> history() {
        return Files.exists(directory.history())
                ? Optional.of(ChangesFile.read(directory.history()))
                : Optional.empty();
    }

    @Override
    public Optional<List<OffsetCommit>> commits() {
        return Optional.ofNullable(commits);
    }

    @Override
    public Optional<List<DeadLetter>> deadLetters() {
        return Optional.ofNullable(deadLetters);
    }

    @Override
    public Optional<WorkerLogs> logs() {
        return Optional.ofNullable(logs);
    }

    @Override
    public EvidenceStream<TimelineEvent> timeline() {
        return TimelineFile.read(directory.timeline());
    }

    @Override
    public List<FaultOutcome> faults() {
        return faults;
    }

    @Override
    public Optional<RecoveryFacts> recovery() {
        return Optional.ofNullable(recovery);
    }
}
