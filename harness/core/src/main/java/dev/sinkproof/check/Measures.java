package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.Counts;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a run's evidence says in numbers: what happened how often, and how quantities went over time. Nothing here decides a
 * verdict.
 *
 * @param counts by the names of events and of {@link dev.sinkproof.model.Counts}
 * @param series all sampled at the same moments
 */
record Measures(Map<String, Long> counts, List<Series> series) {
    /** More partitions than that are not followed one by one. */
    private static final int PARTITIONS_MAX = 16;

    static Measures of(Evidence evidence) throws IOException {
        TimelineMeasures timeline = new TimelineMeasures();
        WorkerFigures figures = new WorkerFigures(evidence.plan().runId());
        evidence.timeline().forEach(timeline.andThen(figures));
        Map<String, Long> counts = new TreeMap<>(timeline.counts());
        if (figures.collected()) {
            counts.put(Counts.FAILED, figures.failures());
            counts.put(Counts.SKIPPED, figures.skipped());
        }
        RefusedSessions.micros(evidence).forEach(timeline::denied);
        Optional<Moments> moments = timeline.moments();
        return new Measures(counts, moments.isEmpty() ? List.of() : series(evidence, timeline, figures, moments.get()));
    }

    /** Moments at equal distances. */
    record Moments(List<Long> micros) {
        static Moments between(long from, long to) {
            long last = Series.MOMENTS_MAX - 1L;
            return new Moments(LongStream.rangeClosed(0, last)
                    .map(index -> from + (to - from) * index / last)
                    .distinct()
                    .boxed()
                    .toList());
        }

        Series series(String id, String scope, List<Long> values) {
            return new Series(id, scope, micros, values);
        }
    }

    private static List<Series> series(
            Evidence evidence, TimelineMeasures timeline, WorkerFigures figures, Moments moments) throws IOException {
        List<Series> all = new ArrayList<>(timeline.series(moments));
        all.addAll(figures.series(moments));
        List<Series> committed = evidence.commits()
                .map(commits -> committed(evidence.ledger(), commits, moments))
                .orElse(List.of());
        if (!committed.isEmpty() && timeline.knowsProduction()) {
            all.add(lag(timeline.produced(moments), committed, moments));
        }
        if (evidence.ledger().partitions() <= PARTITIONS_MAX) {
            all.addAll(committed);
            all.addAll(durable(evidence, moments));
        }
        return all;
    }

    private static List<Series> committed(Ledger ledger, List<OffsetCommit> commits, Moments moments) {
        List<Steps> partitions = stepsOf(ledger);
        for (OffsetCommit commit : commits) {
            if (Demand.concerns(commit, ledger)) {
                long position = ledger.offsetsBefore(commit.partition(), commit.incarnation()) + commit.next();
                partitions.get(commit.partition()).add(CommitAuditor.deadlineMicros(commit), position);
            }
        }
        return IntStream.range(0, partitions.size())
                .mapToObj(partition -> moments.series(
                        Series.COMMITTED,
                        "p" + partition,
                        partitions.get(partition).lastAt(moments.micros())))
                .toList();
    }

    private static List<Steps> stepsOf(Ledger ledger) {
        return IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> new Steps())
                .toList();
    }

    /** Never below zero: a commit may be seen before the producer hears of its records. */
    private static Series lag(List<Long> produced, List<Series> committed, Moments moments) {
        List<Long> lag = new ArrayList<>();
        for (int at = 0; at < produced.size(); at++) {
            long done = 0;
            for (Series partition : committed) {
                done += partition.values().get(at);
            }
            lag.add(Math.max(0, produced.get(at) - done));
        }
        return moments.series(Series.LAG, "", lag);
    }

    private static List<Series> durable(Evidence evidence, Moments moments) throws IOException {
        Optional<EvidenceStream<TargetChange>> history = evidence.history();
        if (history.isEmpty()) {
            return List.of();
        }
        DurableProgress progress = new DurableProgress(evidence);
        history.get().forEach(progress::accept);
        return progress.series(moments);
    }

    /** How far each partition was durable, as the target's history passes by. */
    private static final class DurableProgress {
        private final Ledger ledger;
        private final boolean highestOnly;
        private final List<Durability> durability;
        private final List<Steps> steps;
        private final long[] frontier;

        DurableProgress(Evidence evidence) {
            this.ledger = evidence.ledger();
            WriteModel model = evidence.plan().subject().contract().writeModel();
            Workload workload =
                    new Workload(evidence.plan().workload(), evidence.plan().topic(), model);
            // A tombstone leaves no row: what lies below a row cannot be told from rows alone.
            this.highestOnly = model == WriteModel.UPSERT_DELETE;
            this.durability = IntStream.range(0, ledger.partitions())
                    .mapToObj(partition -> Durability.of(workload, ledger, partition))
                    .toList();
            this.steps = stepsOf(ledger);
            this.frontier = new long[ledger.partitions()];
        }

        void accept(TargetChange change) {
            boolean writes = change.operation() == TargetChange.Operation.INSERT
                    || change.operation() == TargetChange.Operation.UPDATE;
            if (writes) {
                RecordIdentity.of(change.row())
                        .filter(identity -> identity.partition() < ledger.partitions()
                                && identity.ordinal() < ledger.count(identity.partition()))
                        .ifPresent(identity -> written(identity, change.commitMicros()));
            }
        }

        private void written(RecordIdentity identity, long commitMicros) {
            int partition = identity.partition();
            durability.get(partition).written(identity.ordinal());
            long reached = highestOnly
                    ? Math.max(frontier[partition], identity.ordinal() + 1)
                    : contiguous(partition, frontier[partition]);
            if (reached > frontier[partition]) {
                frontier[partition] = reached;
                steps.get(partition).set(commitMicros, offsetBelow(partition, reached));
            }
        }

        private long contiguous(int partition, long from) {
            long ordinal = from;
            while (ordinal < ledger.count(partition)
                    && (durability.get(partition).durable(ordinal) || !ledger.acked(partition, ordinal))) {
                ordinal++;
            }
            return ordinal;
        }

        private long offsetBelow(int partition, long ordinal) {
            for (long below = ordinal - 1; below >= 0; below--) {
                long offset = ledger.offsetOf(partition, below);
                if (offset != Ledger.NONE) {
                    return ledger.offsetsBefore(partition, ledger.incarnationOf(partition, below)) + offset + 1;
                }
            }
            return 0;
        }

        List<Series> series(Moments moments) {
            return IntStream.range(0, steps.size())
                    .mapToObj(partition -> moments.series(
                            highestOnly ? Series.DURABLE_HIGHEST : Series.DURABLE,
                            "p" + partition,
                            steps.get(partition).highestAt(moments.micros())))
                    .toList();
        }
    }
}
