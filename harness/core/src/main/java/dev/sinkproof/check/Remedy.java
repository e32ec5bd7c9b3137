package dev.sinkproof.check;

import dev.sinkproof.model.AnomalyKind;

/** What usually causes a kind of anomaly in a connector, and what to do. */
final class Remedy {
    private Remedy() {}

    static String of(AnomalyKind kind) {
        return switch (kind) {
            case LOST ->
                "Return from preCommit() only offsets whose records the target has acknowledged; join asynchronous writes"
                        + " before that; rethrow failed writes (RetriableException) instead of logging and dropping them; in close()"
                        + " write or give up what is buffered without committing past it.";
            case DUPLICATED ->
                "Make a repeated write harmless: upsert by key or by source topic, partition and offset, or keep the"
                        + " offsets in the same transaction as the rows and rewind to them in open(). Return last offset + 1 from"
                        + " preCommit(). Where duplicates are acceptable, claim at-least-once.";
            case STALE ->
                "Apply the records of a key in log order, one writer for each partition; guard upserts with the source offset"
                        + " so that a replay cannot put an older version back.";
            case RESURRECTED ->
                "Handle tombstones (delete.enabled or the like) in log order with the upserts of the same batch, and never"
                        + " skip one whose offset is committed.";
            case REORDERED ->
                "Write the records of a partition in the order in which put() got them: no thread pool over one partition's"
                        + " records, no batch that is sent before an earlier one has succeeded. Where order does not matter, claim none.";
            case CORRUPTED ->
                "Map types without loss: decimals never through floating point, microsecond timestamps never through"
                        + " milliseconds, doubles in double precision, text unchanged, every field of the schema written.";
            case PHANTOM ->
                "Look for rows that are written before a record is complete, written under a wrong identity, or left by"
                        + " another writer of the same table; read the source with isolation.level=read_committed.";
            case PREMATURE_COMMIT ->
                "Override preCommit() and return only what the target has acknowledged; the default commits all that"
                        + " was handed to put() once flush() returns.";
            case OFFSET_REGRESSED ->
                "Drop a partition's offsets from preCommit() once it was closed, and never return less than was"
                        + " returned before.";
            case DLQ_MISSING ->
                "Set errors.tolerance=all together with errors.deadletterqueue.topic.name and its context headers; in the"
                        + " connector, hand what the target refuses to the ErrantRecordReporter, and wait for its answer before the offset is"
                        + " given to preCommit().";
            case DLQ_PHANTOM ->
                "Park only what the target refuses for its content, record by record: not the batch around it, and nothing"
                        + " because of a failure that passes (throw RetriableException for that).";
            case ZOMBIE_WRITE ->
                "Fence the target: write conditionally on an epoch or on the offset that the target holds for the partition, or keep"
                        + " the offset in the rows' transaction and check it there; wait in close() for writes that are under way, or cancel"
                        + " them.";
            case SILENT ->
                "Let a write that failed fail the task or throw RetriableException; log at WARN or ERROR what is dropped, with topic,"
                        + " partition and offset; watch lag and the target's count, for RUNNING does not mean delivered. Against retention, alert"
                        + " when a committed offset comes near the beginning of the log: Connect will not say that it was overtaken.";
            case STRANDED ->
                "Look at the clock, and at what is due, in every put(), also in one without records, which Connect calls for that, or"
                        + " write what is left in preCommit(): a batch that waits to be full must not wait for ever.";
            case STUCK ->
                "Recreate broken clients and sessions, throw RetriableException only for what can heal, keep writers of"
                        + " partitions that stay assigned, and report offsets under the record's original topic.";
            case TORN_OBJECT ->
                "Make an object visible only when it is whole: upload under its final name in one request, or complete a multipart"
                        + " upload after its last part; never create an object first and fill it later.";
            case OVERLAP ->
                "Name objects after topic, partition and first offset, rotate deterministically or write conditionally"
                        + " (If-None-Match), and go on behind what an object of that name already holds.";
            case GAP ->
                "Begin each file where the one before it ended, and only when that one has become an object; an upload that"
                        + " failed must be tried again, not skipped; no name may be used for two different ranges.";
            case ORPHAN_UPLOAD ->
                "Abort a multipart upload when it fails, and look for those of an earlier owner when a partition is opened; a"
                        + " life-cycle rule of the bucket catches the rest.";
            case MISPLACED ->
                "Take the folder from each record's own time stamp, in a named zone and not a fixed offset; keep a file open for"
                        + " each folder, or rotate when the folder changes.";
            case SMALL_OBJECTS ->
                "Rotate by more records or bytes, or later; do not make objects of what is open at each commit or rebalance;"
                        + " fewer partitions or folders, or compact the objects afterwards.";
            case SLOW ->
                "Look at session timeouts, retry backoff and the rebalance delay; write in batches after a restart.";
        };
    }
}
