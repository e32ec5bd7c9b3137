package dev.sinkproof.check;

import static dev.sinkproof.model.EventNames.FAULT_FIRED;
import static dev.sinkproof.model.EventNames.FAULT_HEALED;
import static dev.sinkproof.model.EventNames.LAG_ZERO;
import static dev.sinkproof.model.EventNames.LINK_CLOSED;
import static dev.sinkproof.model.EventNames.OFFSET_COMMITTED;
import static dev.sinkproof.model.EventNames.RECORDS_COMPACTED;
import static dev.sinkproof.model.EventNames.RECORDS_DELETED;
import static dev.sinkproof.model.EventNames.TASK_STATUS;
import static dev.sinkproof.model.EventNames.TOPIC_RECREATED;
import static dev.sinkproof.model.EventNames.WORKER_EXITED;
import static dev.sinkproof.model.EventNames.WORKER_KILLED;
import static dev.sinkproof.model.EventNames.WORKER_READY;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tells which events, changes and commits belong to one record's story, and puts each in words. */
final class StorySteps {
    private final Workload workload;
    private final Ledger ledger;
    private final Recreations recreations;
    private final Witness witness;
    private final long keyId;
    private final Set<String> containers = new HashSet<>();
    private boolean committedPast;

    StorySteps(Case judged, Witness witness) {
        this.workload = judged.workload();
        this.ledger = judged.ledger();
        this.recreations = judged.recreations();
        this.witness = witness;
        this.keyId = workload.keyId(witness.partition(), workload.keyOf(witness.partition(), witness.ordinal()));
    }

    Optional<Step> ofEvent(TimelineEvent event) {
        return switch (event.name()) {
            case WORKER_KILLED -> step(event, Step.Kind.KILLED, event.source() + " was killed");
            case WORKER_EXITED -> step(event, Step.Kind.KILLED, event.source() + " ended");
            case WORKER_READY -> step(event, Step.Kind.OTHER, event.source() + " is ready");
            case FAULT_FIRED -> step(event, Step.Kind.OTHER, "fault fired" + attributes(event));
            case FAULT_HEALED -> step(event, Step.Kind.OTHER, "fault healed" + attributes(event));
            case LINK_CLOSED -> step(event, Step.Kind.OTHER, event.source() + " was closed" + attributes(event));
            case TOPIC_RECREATED -> step(event, Step.Kind.OTHER, "the topic was deleted and created again");
            case RECORDS_DELETED ->
                step(event, Step.Kind.OTHER, "records were deleted from the log" + attributes(event));
            case RECORDS_COMPACTED -> step(event, Step.Kind.OTHER, "the log was compacted" + attributes(event));
            case LAG_ZERO -> step(event, Step.Kind.OTHER, "lag is zero");
            case TASK_STATUS ->
                failed(event) ? step(event, Step.Kind.OTHER, "task status" + attributes(event)) : Optional.empty();
            case OFFSET_COMMITTED -> committed(event);
            default -> ofPassing(event);
        };
    }

    private static boolean failed(TimelineEvent event) {
        return "FAILED".equals(event.attributes().get("state"));
    }

    /** Only the first commit past the record; its sequence makes the report show the event. */
    private Optional<Step> committed(TimelineEvent event) {
        int incarnation = recreations.incarnationAt(event.epochMicros());
        if (committedPast || event.spans().stream().noneMatch(span -> positionPast(span, incarnation))) {
            return Optional.empty();
        }
        committedPast = true;
        return step(event, Step.Kind.OTHER, "the commit past it is found in the offsets topic");
    }

    private boolean positionPast(OffsetSpan span, int incarnation) {
        return span.partition() == witness.partition() && witness.isBelow(span.first(), incarnation);
    }

    private Optional<Step> ofPassing(TimelineEvent event) {
        Optional<FaultPoint> point = FaultPoint.byId(event.name());
        if (point.isEmpty()) {
            return Optional.empty();
        }
        int incarnation = recreations.incarnationAt(event.epochMicros());
        boolean speaksOfIt = event.spans().stream().anyMatch(span -> witness.within(span, incarnation));
        return switch (point.get()) {
            case TASK_PUT_ENTER ->
                speaksOfIt ? step(event, Step.Kind.PUT, "handed to put" + where(event)) : Optional.empty();
            case TASK_PUT_EXIT ->
                speaksOfIt && threw(event)
                        ? step(
                                event,
                                Step.Kind.OTHER,
                                "put threw" + where(event) + ": "
                                        + event.attributes().get("error"))
                        : Optional.empty();
            case REBALANCE_ASSIGNED, REBALANCE_REVOKED, REBALANCE_LOST, REWIND ->
                ofItsPartition(event)
                        ? step(event, Step.Kind.OTHER, point.get().id() + where(event))
                        : Optional.empty();
            case TARGET_REQUEST, TARGET_ACK ->
                speaksOfIt ? step(event, Step.Kind.OTHER, point.get().meaning() + where(event)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean ofItsPartition(TimelineEvent event) {
        return event.spans().stream().anyMatch(span -> span.partition() == witness.partition());
    }

    private static boolean threw(TimelineEvent event) {
        return !event.attributes().getOrDefault("error", "none").equals("none");
    }

    private static String where(TimelineEvent event) {
        return " on " + event.source() + (event.task() == null ? "" : ", task " + event.task());
    }

    private static String attributes(TimelineEvent event) {
        return event.attributes().isEmpty() ? "" : " " + new java.util.TreeMap<>(event.attributes());
    }

    private static Optional<Step> step(TimelineEvent event, Step.Kind kind, String text) {
        return Optional.of(Step.at(event.epochMicros(), kind, event.source(), text, event.sequence()));
    }

    Optional<Step> ofChange(TargetChange change) {
        return switch (change.operation()) {
            case INSERT, UPDATE -> written(change);
            case DELETE ->
                deletesIt(change.row()) ? change(change, Step.Kind.DELETED, "its row was deleted") : Optional.empty();
            case TRUNCATE ->
                containers.contains(change.row().container())
                        ? change(change, Step.Kind.DELETED, change.row().container() + " was truncated")
                        : Optional.empty();
        };
    }

    private Optional<Step> written(TargetChange change) {
        Optional<RecordIdentity> identity =
                RecordIdentity.of(change.row()).filter(found -> found.partition() == witness.partition());
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        containers.add(change.row().container());
        long ordinal = identity.get().ordinal();
        if (ordinal == witness.ordinal()) {
            return change(
                    change, Step.Kind.WRITTEN, "written to " + change.row().container());
        }
        return ofItsKey(ordinal)
                ? change(
                        change,
                        Step.Kind.OTHER,
                        "its key's row was set to version " + workload.version(ordinal) + " (offset "
                                + ledger.offsetOf(witness.partition(), ordinal) + ")")
                : Optional.empty();
    }

    private boolean ofItsKey(long ordinal) {
        return workload.model().keyed()
                && ordinal < ledger.count(witness.partition())
                && workload.keyId(witness.partition(), workload.keyOf(witness.partition(), ordinal)) == keyId;
    }

    /** In a table with a row for each record, a key does not tell which of them was deleted, but an identity does. */
    private boolean deletesIt(TargetRow row) {
        if (!containers.contains(row.container())) {
            return false;
        }
        if (workload.model().keyed()) {
            return RecordIdentity.keyOf(row).orElse(-1) == keyId;
        }
        return RecordIdentity.of(row)
                .filter(new RecordIdentity(witness.partition(), witness.ordinal())::equals)
                .isPresent();
    }

    private static Optional<Step> change(TargetChange change, Step.Kind kind, String text) {
        return Optional.of(Step.at(
                change.commitMicros(),
                kind,
                "transaction " + change.transaction(),
                text + " by transaction " + change.transaction() + " (" + change.operation() + ")",
                0));
    }

    Step ofCommit(OffsetCommit commit) {
        return new Step(
                CommitAuditor.deadlineMicros(commit),
                Clock.millis(commit.epochMillis()),
                Step.Kind.COMMITTED,
                "kafka",
                "offset " + commit.next() + " was committed: past it",
                0);
    }
}
