package dev.sinkproof.artifact;

/** Coordinates that cannot be understood or had. The message says which, what was tried, and what to do. */
public final class ArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
