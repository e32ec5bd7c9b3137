package dev.sinkproof.run;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultOutcome.Status;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.workload.WorkloadProducer.IrregularListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts for the faults of the data: one has fired when Kafka has acknowledged all of its records. Thread-safe. */
final class IrregularRecords implements IrregularListener {
    /** Events of one fault in the timeline; a field that all later records have would fill it. */
    private static final int EVENTS_MAX = 20;

    private static final int NAMED_MAX = 5;

    private final Plan plan;
    private final TimelineRecorder timeline;
    private final Map<String, Seen> seen = new HashMap<>();

    /** What was acknowledged of one fault's records. */
    private static final class Seen {
        private final StringBuilder names = new StringBuilder();
        private long firstMicros;
        private long event;
        private long count;
    }

    IrregularRecords(Plan plan, TimelineRecorder timeline) {
        this.plan = plan;
        this.timeline = timeline;
    }

    @Override
    public synchronized void acknowledged(Irregularity irregularity, int partition, long offset) {
        Seen of = seen.computeIfAbsent(irregularity.fault(), id -> new Seen());
        of.count++;
        if (of.count > EVENTS_MAX) {
            return;
        }
        String name = plan.topic() + "-" + partition + "@" + offset;
        List<OffsetSpan> span = List.of(new OffsetSpan(plan.topic(), partition, offset, offset, 1));
        String kind = irregularity.kind().id();
        if (of.count == 1) {
            of.firstMicros = Clock.epochMicros();
            TimelineEvent fired = timeline.record(
                    of.firstMicros,
                    "harness",
                    EventNames.FAULT_FIRED,
                    null,
                    span,
                    Map.of("fault", irregularity.fault(), "kind", kind));
            of.event = fired.sequence();
        }
        if (of.count <= NAMED_MAX) {
            of.names.append(of.count == 1 ? "" : ", ").append(name);
        }
        timeline.record(
                Clock.epochMicros(),
                "kafka",
                EventNames.RECORD_IRREGULAR,
                null,
                span,
                Map.of(
                        "fault",
                        irregularity.fault(),
                        "detail",
                        name + " was acknowledged with " + irregularity.kind().meaning()));
    }

    /** What became of a fault of the data, once everything was produced. */
    synchronized FaultOutcome outcome(FaultSpec fault) {
        Irregularity placed = plan.workload().irregularities().stream()
                .filter(irregularity -> irregularity.fault().equals(fault.id()))
                .findFirst()
                .orElseThrow();
        Seen of = seen.getOrDefault(fault.id(), new Seen());
        long fits = fits(placed, plan.workload());
        long wanted = placed.count() == Long.MAX_VALUE ? Math.max(1, fits) : placed.count() * partitions(placed);
        return new FaultOutcome(
                fault,
                status(of.count, fits, wanted),
                detail(of, fits, wanted, placed),
                of.firstMicros,
                0,
                of.event,
                (int) Math.min(Integer.MAX_VALUE, of.count));
    }

    private long partitions(Irregularity placed) {
        return placed.partition() == Irregularity.ALL_PARTITIONS
                ? plan.workload().partitions()
                : 1;
    }

    /** How many of its records the workload has room for. */
    private long fits(Irregularity placed, WorkloadSpec workload) {
        long room = workload.recordsPerPartition() - placed.ordinal();
        return placed.partition() >= workload.partitions() || room <= 0
                ? 0
                : Math.min(placed.count(), (room - 1) / placed.every() + 1) * partitions(placed);
    }

    private static Status status(long acknowledged, long fits, long wanted) {
        if (acknowledged == wanted) {
            return Status.FIRED;
        }
        return fits < wanted ? Status.NOT_FIRED : Status.COULD_NOT_BE_DONE;
    }

    private String detail(Seen of, long fits, long wanted, Irregularity placed) {
        String named = of.count == 0
                ? ""
                : ": " + of.names + (of.count > NAMED_MAX ? " and " + (of.count - NAMED_MAX) + " more" : "");
        if (of.count == wanted) {
            return of.count + (of.count == 1 ? " record" : " records") + " with "
                    + placed.kind().meaning() + " acknowledged" + named;
        }
        return fits < wanted
                ? "the workload has room for " + fits + " of its " + wanted + " records only: it has "
                        + plan.workload().partitions() + " partitions of "
                        + plan.workload().recordsPerPartition() + " records" + named
                : "Kafka acknowledged " + of.count + " of its " + wanted + " records only" + named;
    }
}
