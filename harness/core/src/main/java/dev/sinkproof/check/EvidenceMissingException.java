package dev.sinkproof.check;

/** Evidence that a checker needs is absent, unreadable or contradicts itself. The check is then INCONCLUSIVE. */
final class EvidenceMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EvidenceMissingException(String reason) {
        super(reason);
    }

    EvidenceMissingException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
