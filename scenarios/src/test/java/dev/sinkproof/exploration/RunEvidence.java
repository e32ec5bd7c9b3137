package dev.sinkproof.exploration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a run on real processes left in its folder, as far as it is compared. */
final class RunEvidence implements Evidence {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunDirectory directory;
    private final Plan plan;
    private final List<OffsetCommit> commits;
    private final List<FaultOutcome> faults;

    private RunEvidence(RunDirectory directory) throws IOException {
        this.directory = directory;
        this.plan = JSON.readValue(directory.plan().toFile(), Plan.class);
        this.commits = list(directory.commits(), OffsetCommit.class);
        this.faults = list(directory.faults(), FaultOutcome.class).stream()
                .filter(fault -> fault.status() == FaultOutcome.Status.FIRED)
                .toList();
    }

    static RunEvidence in(Path folder) throws IOException {
        return new RunEvidence(RunDirectory.existing(folder));
    }

    private static <T> List<T> list(Path file, Class<T> element) throws IOException {
        return JSON.readValue(file.toFile(), JSON.getTypeFactory().constructCollectionType(List.class, element));
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Ledger ledger() {
        throw new UnsupportedOperationException("is not compared");
    }

    @Override
    public Optional<EvidenceStream<TargetRow>> snapshot() {
        return Optional.empty();
    }

    @Override
    public Optional<EvidenceStream<TargetChange>> history() {
        return Optional.empty();
    }

    @Override
    public Optional<List<OffsetCommit>> commits() {
        return Optional.of(commits);
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
        return Optional.empty();
    }
}
