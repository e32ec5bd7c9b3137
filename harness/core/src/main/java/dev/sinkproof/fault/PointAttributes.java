package dev.sinkproof.fault;

import dev.sinkproof.model.FaultPoint;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Which attributes the passings of each fault point can have, so that a condition on one that never comes is refused. */
public final class PointAttributes {
    /** Name of the worker it happened in, or on whose link. */
    public static final String WORKER = "worker";
    /** Connector task, for example {@code orders-0}. */
    public static final String TASK = "task";
    /** Topic of any of the offsets that went through. */
    public static final String TOPIC = "topic";
    /** Partition of any of the offsets that went through. */
    public static final String PARTITION = "partition";
    /**
     * An offset that went through: a number is met by the passing with exactly this record, {@code >=n} by the first that
     * reaches it. Together with {@link #PARTITION} it speaks of that partition's offsets.
     */
    public static final String OFFSET = "offset";
    /** One of the tables that a request touches; met when the table is among them, or none could be told. */
    public static final String TABLE = "table";

    private PointAttributes() {}

    /** All attributes that a condition at this point can name. */
    public static Set<String> of(FaultPoint point) {
        return point.onTargetLink()
                ? names(
                        WORKER,
                        TABLE,
                        "connection",
                        "cycle",
                        "kind",
                        "durable",
                        "tables",
                        "statements",
                        "rows",
                        "transactionRows",
                        "outcome",
                        "sqlstate",
                        "committed",
                        "transaction",
                        "withheld",
                        "sql",
                        "connectionBytesToTarget",
                        "connectionBytesToClient",
                        "linkBytesToTarget",
                        "linkBytesToClient",
                        "method",
                        "path",
                        "query",
                        "host",
                        "bodyBytes",
                        "status",
                        "operation",
                        "bucket",
                        "key",
                        "partNumber",
                        "uploadId")
                : names(
                        WORKER,
                        TASK,
                        TOPIC,
                        PARTITION,
                        OFFSET,
                        "records",
                        "empty",
                        "class",
                        "error",
                        "returned",
                        "mode",
                        "seqno",
                        "thread",
                        "injected",
                        "stage",
                        "exception",
                        "parked");
    }

    private static Set<String> names(String... names) {
        return new TreeSet<>(Arrays.asList(names));
    }
}
