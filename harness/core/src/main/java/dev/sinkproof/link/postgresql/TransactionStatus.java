package dev.sinkproof.link.postgresql;

/** Whether a transaction block is open, as ReadyForQuery tells it. */
enum TransactionStatus {
    IDLE('I'),
    OPEN('T'),
    FAILED('E');

    private final char letter;

    TransactionStatus(char letter) {
        this.letter = letter;
    }

    /** How the protocol writes it. */
    byte letter() {
        return (byte) letter;
    }

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
