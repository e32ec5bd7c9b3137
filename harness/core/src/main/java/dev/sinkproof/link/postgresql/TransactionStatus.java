package dev.sinkproof.link.postgresql;

/** Whether a transaction block is open, as ReadyForQuery tells it. */
enum TransactionStatus {
    IDLE,
    OPEN,
    FAILED;

    /** The status for a letter of the protocol. */
    static TransactionStatus of(byte letter) throws MalformedMessageException {
        return switch (letter) {
            case 'I' -> IDLE;
            case 'T' -> OPEN;
            case 'E' -> FAILED;
            default -> throw new MalformedMessageException("transaction status " + letter + " in ReadyForQuery");
        };
    }
}
