package dev.sinkproof.simulation.sinks.flawed;

import static dev.sinkproof.model.AnomalyKind.*;
import static dev.sinkproof.model.Guarantee.AT_LEAST_ONCE;
import static dev.sinkproof.model.Guarantee.EFFECTIVELY_ONCE;
import static dev.sinkproof.model.WriteModel.APPEND;
import static dev.sinkproof.model.WriteModel.UPSERT_DELETE;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.simulation.sinks.MemorySubject;
import dev.sinkproof.simulation.subject.Subject;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkTask;

/** The small correct sinks with exactly one defect each, as reported against real connectors. */
public final class FlawedSinks {
    private static final List<Flawed> ALL = List.of(
            flawed("m1-queued-writes", AT_LEAST_ONCE, APPEND, M1QueuedWritesTask::new, LOST, PREMATURE_COMMIT),
            flawed("m3-unjoined-flush", AT_LEAST_ONCE, APPEND, M3UnjoinedFlushTask::new, LOST, PREMATURE_COMMIT),
            flawed("m8-swallowed-failure", AT_LEAST_ONCE, APPEND, M8SwallowedFailureTask::new, LOST),
            flawed(
                    "m15-late-acknowledgements",
                    AT_LEAST_ONCE,
                    APPEND,
                    M15LateAcknowledgementsTask::new,
                    OFFSET_REGRESSED),
            unattended("m17-close-clears-all-writers", AT_LEAST_ONCE, APPEND, M17CloseClearsAllWritersTask::new, STUCK),
            flawed("m19-revoked-offsets", AT_LEAST_ONCE, APPEND, M19RevokedOffsetsTask::new, OFFSET_REGRESSED),
            flawed("m21-close-drops-buffer", AT_LEAST_ONCE, APPEND, M21CloseDropsBufferTask::new, LOST),
            flawed("m22-trusts-the-group-at-first", EFFECTIVELY_ONCE, APPEND, M22TrustsTheGroupAtFirstTask::new, LOST),
            flawed("m24-reopen-drops-buffer", AT_LEAST_ONCE, APPEND, M24ReopenDropsBufferTask::new, LOST),
            flawed("m26-batch-buffered-twice", EFFECTIVELY_ONCE, APPEND, M26BatchBufferedTwiceTask::new, DUPLICATED),
            flawed("m28-half-batch-retried", EFFECTIVELY_ONCE, APPEND, M28HalfBatchRetriedTask::new, DUPLICATED),
            flawed("m30-offset-saved-in-flush", EFFECTIVELY_ONCE, APPEND, M30OffsetSavedInFlushTask::new, DUPLICATED),
            flawed("m31-two-transactions", EFFECTIVELY_ONCE, APPEND, M31TwoTransactionsTask::new, DUPLICATED),
            flawed("m33-last-offset", AT_LEAST_ONCE, APPEND, M33LastOffsetTask::new, STUCK),
            flawed(
                    "m34-unordered-bulk",
                    EFFECTIVELY_ONCE,
                    UPSERT_DELETE,
                    M34UnorderedBulkTask::new,
                    STALE,
                    RESURRECTED,
                    LOST),
            flawed("m35-deletes-first", EFFECTIVELY_ONCE, UPSERT_DELETE, M35DeletesFirstTask::new, RESURRECTED),
            flawed(
                    "m37-thread-pool",
                    EFFECTIVELY_ONCE,
                    UPSERT_DELETE,
                    M37ThreadPoolTask::new,
                    STALE,
                    RESURRECTED,
                    LOST),
            flawed(
                    "m39-sequence-at-write-time",
                    EFFECTIVELY_ONCE,
                    UPSERT_DELETE,
                    M39SequenceAtWriteTimeTask::new,
                    STALE,
                    RESURRECTED,
                    LOST),
            flawed(
                    "m40-unconditional-upsert",
                    EFFECTIVELY_ONCE,
                    UPSERT_DELETE,
                    M40UnconditionalUpsertTask::new,
                    STALE,
                    RESURRECTED,
                    LOST),
            flawed("m45-no-gaps", AT_LEAST_ONCE, APPEND, M45NoGapsTask::new, STUCK),
            routed("m46-topic-after-transforms", AT_LEAST_ONCE, APPEND, M46TopicAfterTransformsTask::new, STUCK),
            flawed("m54-idle-topic", AT_LEAST_ONCE, APPEND, M54IdleTopicTask::new, STUCK),
            parking("m62-skipped-refusal", M62SkippedRefusalTask::new, LOST, DLQ_MISSING),
            parking("m64-batch-parked", M64BatchParkedTask::new, LOST),
            parking("m66-outage-parked", M66OutageParkedTask::new, LOST),
            flawed("m68-skipped-tombstone", EFFECTIVELY_ONCE, UPSERT_DELETE, M68SkippedTombstoneTask::new, RESURRECTED),
            flawed("m74-broken-client", AT_LEAST_ONCE, APPEND, M74BrokenClientTask::new, STUCK));

    private FlawedSinks() {}

    /**
     * A sink with a defect.
     *
     * @param subject the sink, which claims what it does not keep
     * @param shows anomalies of which the defect causes at least one
     */
    public record Flawed(Subject subject, Set<AnomalyKind> shows) {
        public Flawed {
            shows = Set.copyOf(shows);
        }

        @Override
        public String toString() {
            return subject.name();
        }
    }

    public static List<Flawed> all() {
        return ALL;
    }

    private static Flawed flawed(
            String name,
            Guarantee guarantee,
            WriteModel model,
            Function<TargetClient, SinkTask> task,
            AnomalyKind... shows) {
        return new Flawed(MemorySubject.of(name, guarantee, model, task), Set.of(shows));
    }

    private static Flawed unattended(
            String name,
            Guarantee guarantee,
            WriteModel model,
            Function<TargetClient, SinkTask> task,
            AnomalyKind... shows) {
        return new Flawed(
                new MemorySubject(name, MemorySubject.unattended(guarantee, model), task, List::of, Map.of()),
                Set.of(shows));
    }

    private static Flawed routed(
            String name,
            Guarantee guarantee,
            WriteModel model,
            Function<TargetClient, SinkTask> task,
            AnomalyKind... shows) {
        return new Flawed(
                new MemorySubject(
                        name, MemorySubject.contract(guarantee, model), task, RoutedTopic::transforms, Map.of()),
                Set.of(shows));
    }

    private static Flawed parking(String name, Function<TargetClient, SinkTask> task, AnomalyKind... shows) {
        return new Flawed(MemorySubject.parking(name, task), Set.of(shows));
    }
}
