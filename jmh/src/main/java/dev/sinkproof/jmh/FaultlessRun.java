package dev.sinkproof.jmh;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The evidence of a run without faults whose target holds exactly what it should. Keyed targets have seen each key {@value
 * #VERSIONS} times.
 */
record FaultlessRun(Plan plan, Ledger ledger, EvidenceStream<TargetRow> rows) implements Evidence {
    static final int VERSIONS = 2;

    private static final int PARTITIONS = 4;
    private static final String TOPIC = "orders";
    /** 2023-11-14T22:13:20Z in microseconds since the epoch. */
    private static final long HEALED_MICROS = 1_700_000_000_000_000L;

    /**
     * With its rows in memory, so that judging is all that takes time.
     *
     * @param rows rows that the target holds; a multiple of the number of partitions
     */
    static FaultlessRun of(WriteModel model, int rows) throws IOException {
        FaultlessRun streamed = streamed(model, rows);
        List<TargetRow> all = new ArrayList<>(rows);
        streamed.rows().forEach(all::add);
        return new FaultlessRun(streamed.plan(), streamed.ledger(), all::forEach);
    }

    /** With rows that are made while they are read, so that they take no memory. */
    static FaultlessRun streamed(WriteModel model, int rows) {
        int rowsPerPartition = rows / PARTITIONS;
        int versions = model.keyed() ? VERSIONS : 1;
        long recordsPerPartition = (long) rowsPerPartition * versions;
        WorkloadSpec spec = new WorkloadSpec(1, PARTITIONS, recordsPerPartition, rowsPerPartition, 0, 0);
        Workload workload = new Workload(spec, TOPIC, model);
        return new FaultlessRun(
                plan(model, spec),
                Ledger.contiguous(TOPIC, PARTITIONS, recordsPerPartition),
                consumer -> makeRows(workload, recordsPerPartition - rowsPerPartition, recordsPerPartition, consumer));
    }

    private static Plan plan(WriteModel model, WorkloadSpec spec) {
        Contract contract =
                new Contract(Guarantee.EFFECTIVELY_ONCE, model, Contract.DEFAULT_RECOVERY_OBJECTIVE_MILLIS, false);
        SubjectSpec subject =
                new SubjectSpec("benchmark", "example.Sink", Map.of(), List.of(), "postgresql", Map.of(), contract);
        ScenarioSpec scenario = new ScenarioSpec("no-fault", "", "No fault", "nothing happens", 1, 1, List.of());
        return new Plan(Plan.SCHEMA_VERSION, "benchmark", scenario, subject, spec, "memory", TOPIC, Map.of());
    }

    /** The last round of each partition has each key once, in its last version; without keys, it is all there is. */
    private static void makeRows(Workload workload, long first, long end, Consumer<? super TargetRow> to) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (long ordinal = first; ordinal < end; ordinal++) {
                to.accept(
                        new TargetRow(TOPIC, workload.record(partition, ordinal).fields()));
            }
        }
    }

    @Override
    public Optional<EvidenceStream<TargetRow>> snapshot() {
        return Optional.of(rows);
    }

    /** None, so that the snapshot is all that a judgement reads. */
    @Override
    public Optional<EvidenceStream<TargetChange>> history() {
        return Optional.empty();
    }

    @Override
    public Optional<List<OffsetCommit>> commits() {
        return Optional.of(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new OffsetCommit(
                        TOPIC, partition, ledger.endOffset(partition), HEALED_MICROS / 1000, partition))
                .toList());
    }

    @Override
    public EvidenceStream<TimelineEvent> timeline() {
        return consumer -> {};
    }

    @Override
    public List<FaultOutcome> faults() {
        return List.of();
    }

    @Override
    public Optional<RecoveryFacts> recovery() {
        return Optional.of(new RecoveryFacts(
                HEALED_MICROS,
                HEALED_MICROS + 1,
                true,
                Contract.DEFAULT_RECOVERY_OBJECTIVE_MILLIS,
                Map.of(),
                Map.of()));
    }
}
