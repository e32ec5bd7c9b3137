package dev.sinkproof.simulation.sinks;

import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.simulation.subject.Subject;
import java.util.List;

/** Small sinks that keep what they claim. If exploring finds something on them, it is a finding to explain. */
public final class CorrectSinks {
    public static final Subject APPEND =
            MemorySubject.of("memory-append", Guarantee.AT_LEAST_ONCE, WriteModel.APPEND, AppendTask::new);
    public static final Subject BUFFERED_APPEND =
            MemorySubject.of("memory-buffered", Guarantee.AT_LEAST_ONCE, WriteModel.APPEND, BufferedAppendTask::new);
    public static final Subject GUARDED_UPSERT = MemorySubject.of(
            "memory-upsert", Guarantee.EFFECTIVELY_ONCE, WriteModel.UPSERT_DELETE, GuardedUpsertTask::new);
    public static final Subject EXACTLY_ONCE = MemorySubject.of(
            "memory-exactly-once", Guarantee.EFFECTIVELY_ONCE, WriteModel.APPEND, ExactlyOnceTask::new);

    public static final Subject PARKING = MemorySubject.parking("memory-dead-letter", ParkingAppendTask::new);

    /** Correct by Connect's documentation, and yet not safe: see docs/findings/0004. */
    public static final Subject TRUSTING_PARK =
            MemorySubject.parking("memory-dead-letter-unawaited", TrustingParkTask::new);

    /** Correct by Connect's documentation, and yet not safe: not among {@link #all()}, see docs/findings/0001. */
    public static final Subject DEFAULT_PRE_COMMIT = MemorySubject.of(
            "memory-default-precommit", Guarantee.AT_LEAST_ONCE, WriteModel.APPEND, DefaultPreCommitTask::new);

    private CorrectSinks() {}

    public static List<Subject> all() {
        return List.of(APPEND, BUFFERED_APPEND, GUARDED_UPSERT, EXACTLY_ONCE, PARKING);
    }
}
