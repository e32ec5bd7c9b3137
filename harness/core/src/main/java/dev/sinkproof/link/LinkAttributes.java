package dev.sinkproof.link;

/** Names of the attributes that passings on the link carry. Truth values are {@code true} and {@code false}. */
public final class LinkAttributes {
    /** Number of the connection on its link, from 1. */
    public static final String CONNECTION = "connection";
    /** Number of the request cycle on its connection, from 1; reads count too. */
    public static final String CYCLE = "cycle";
    /** {@code write}, {@code commit} or {@code write+commit}; an autocommitted write is {@code write}. With HTTP {@code write} or {@code read}. */
    public static final String KIND = "kind";
    /** Whether the request, if the target accepts all of it, makes data durable. */
    public static final String DURABLE = "durable";
    /**
     * Tables written, or made durable by a commit: comma-separated, in order of first use, as written in the statement with unquoted names in
     * lower case. Best effort.
     */
    public static final String TABLES = "tables";
    /**
     * PostgreSQL: first words of the statements that the request executes, in lower case, each once, comma-separated, in order of first use, for example
     * {@code begin,insert,commit}; of a WITH the verb it leads to. Best effort.
     */
    public static final String SQL = "sql";
    /** Bytes forwarded to the target so far on this connection. */
    public static final String CONNECTION_BYTES_TO_TARGET = "connectionBytesToTarget";
    /** Bytes sent to the connector so far on this connection. */
    public static final String CONNECTION_BYTES_TO_CLIENT = "connectionBytesToClient";
    /** Bytes forwarded to the target so far in this run, on all connections of the link. */
    public static final String LINK_BYTES_TO_TARGET = "linkBytesToTarget";
    /** Bytes sent to the connector so far in this run, on all connections of the link. */
    public static final String LINK_BYTES_TO_CLIENT = "linkBytesToClient";
    /** How many statements the request executes, of any kind. */
    public static final String STATEMENTS = "statements";
    /** On an acknowledgement: rows written by this request, as counted by the target. */
    public static final String ROWS = "rows";
    /** On an acknowledgement: rows written so far by the transaction, or by the one just ended. */
    public static final String TRANSACTION_ROWS = "transactionRows";
    /** On an acknowledgement: {@link #OK} or {@link #ERROR}. */
    public static final String OUTCOME = "outcome";
    /** On an acknowledgement with an error from the target: its code. */
    public static final String SQLSTATE = "sqlstate";
    /**
     * On an acknowledgement: whether the answer proves that written data became durable. Differs from {@link #DURABLE} after an
     * error, and is true beside an error when something was committed before it.
     */
    public static final String COMMITTED = "committed";
    /**
     * The transaction block's status: {@code idle}, {@code open} or {@code failed}. Before the request, or (on an acknowledgement)
     * after it.
     */
    public static final String TRANSACTION = "transaction";
    /**
     * {@code all} when nothing of the request that writes was forwarded, or nothing of the answer from its first completed statement on;
     * {@code tail} when a limit or an explicit flush made the link give out the first part. The part that decides is
     * always withheld: without it the data is not durable, or the connector has not heard.
     */
    public static final String WITHHELD = "withheld";

    /** HTTP: the method, as it was sent. */
    public static final String METHOD = "method";
    /** HTTP: the path, as it was sent, without query. */
    public static final String PATH = "path";
    /** HTTP: the keys of the query, decoded, comma-separated, in their order. */
    public static final String QUERY = "query";
    /** HTTP: the header Host. */
    public static final String HOST = "host";
    /** HTTP: length of the request's body; absent when the head does not tell it. */
    public static final String BODY_BYTES = "bodyBytes";
    /** HTTP: on an acknowledgement, the status code; from 400 on, {@link #OUTCOME} is {@link #ERROR}. */
    public static final String STATUS = "status";
    /** S3: name of the operation, for example {@code CompleteMultipartUpload}. */
    public static final String OPERATION = "operation";
    /** S3: the bucket. */
    public static final String BUCKET = "bucket";
    /** S3: the object's key, decoded. */
    public static final String KEY = "key";
    /** S3: number of the uploaded part. */
    public static final String PART_NUMBER = "partNumber";
    /** S3: id of the multipart upload. */
    public static final String UPLOAD_ID = "uploadId";

    /** The target accepted all of the request. */
    public static final String OK = "ok";
    /** The target refused the request, or answered a commit with a rollback. */
    public static final String ERROR = "error";

    private LinkAttributes() {}
}
