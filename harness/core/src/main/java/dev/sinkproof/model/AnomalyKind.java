package dev.sinkproof.model;

import java.util.EnumSet;
import java.util.Set;

/** A kind of proven deviation, what it means, and which guarantees it refutes. */
public enum AnomalyKind {
    LOST(
            "an acknowledged record is neither in the target, nor superseded by a later version of its key",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    DUPLICATED("a record took effect more than once", Guarantee.AT_MOST_ONCE, Guarantee.EFFECTIVELY_ONCE),
    STALE(
            "the target holds an older version of a key than the source log's last word",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    RESURRECTED(
            "the target holds a key that the source log's last word deletes",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    REORDERED("a record was appended after one that follows it in the source log"),
    CORRUPTED(
            "a field in the target differs from the record in the source log",
            Guarantee.AT_MOST_ONCE,
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    PHANTOM(
            "the target holds something that the source log does not",
            Guarantee.AT_MOST_ONCE,
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    PREMATURE_COMMIT(
            "an offset was committed before the record was durable in the target: a crash at that moment loses it"),
    OFFSET_REGRESSED("a committed offset went backwards without being asked to"),
    DLQ_MISSING("a record that could not be converted or written is not in the dead letter queue"),
    DLQ_PHANTOM("a good record is in the dead letter queue"),
    ZOMBIE_WRITE(
            "a worker wrote a record twice, or an older version back, after another worker had opened its partition"),
    STUCK(
            "after everything was healed, or under faults that last, the subject did not deliver what was left",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    STRANDED(
            "the last records were not delivered until another one came: where none comes, they wait for ever",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    TORN_OBJECT(
            "an object is visible that cannot be read to its end, or holds less than it says",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    OVERLAP("one record is in more than one object", Guarantee.AT_MOST_ONCE, Guarantee.EFFECTIVELY_ONCE),
    GAP(
            "a record is in no object, though objects hold records of its partition before and after it",
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EFFECTIVELY_ONCE),
    ORPHAN_UPLOAD("an upload was neither completed nor given up: it costs storage until somebody removes it"),
    MISPLACED("a record is in an object whose name is of another time than the record's"),
    SMALL_OBJECTS("most records are in objects that are smaller than was promised"),
    SILENT(
            "records were lost, or no longer delivered, and neither a task's status nor a log nor a metric of failures nor a dead letter showed it"),
    SLOW("the subject recovered, but later than its objective");

    private final String meaning;
    private final Set<Guarantee> refutes;

    AnomalyKind(String meaning, Guarantee... refutes) {
        this.meaning = meaning;
        Set<Guarantee> set = EnumSet.noneOf(Guarantee.class);
        set.addAll(Set.of(refutes));
        this.refutes = Set.copyOf(set);
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }

    /** Guarantees that one such anomaly refutes; empty for a hazard, and for what breaks other claims than guarantees. */
    public Set<Guarantee> refutes() {
        return refutes;
    }

    /** Whether this is a hazard or a missed objective rather than harm done. */
    public boolean hazard() {
        return refutes.isEmpty() && this != REORDERED && this != DLQ_MISSING && this != MISPLACED;
    }

    /** Whether one such anomaly breaks what {@code contract} claims. */
    public boolean breaks(Contract contract) {
        return switch (this) {
            case REORDERED -> contract.order() != OrderClaim.NONE;
            case DLQ_MISSING -> contract.poisonPolicy() == PoisonPolicy.DEAD_LETTER_QUEUE;
            case MISPLACED -> !contract.objects().timeFolder().isEmpty();
            default -> refutes.contains(contract.guarantee());
        };
    }

    /** What {@code contract} claims in the matter that such an anomaly is about, as a noun. */
    public String claimIn(Contract contract) {
        return switch (this) {
            case REORDERED -> contract.order().claim();
            case DLQ_MISSING -> "poison policy " + contract.poisonPolicy().label();
            case MISPLACED -> "folder by time";
            default -> contract.guarantee().label();
        };
    }
}
