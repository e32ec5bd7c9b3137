package dev.sinkproof.link.postgresql;

/** What a statement does, as far as its words tell. */
enum SqlKind {
    /** INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY FROM a file or program, WITH that contains one of them. */
    WRITE,
    /** COPY FROM STDIN: a write whose data comes later. */
    COPY_IN,
    DDL,
    BEGIN,
    COMMIT,
    COMMIT_PREPARED,
    ROLLBACK,
    PREPARE_TRANSACTION,
    /** All else; whether a function that a SELECT calls writes cannot be known. */
    OTHER;

    boolean writes() {
        return this == WRITE || this == COPY_IN;
    }
}
