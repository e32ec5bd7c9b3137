package dev.sinkproof.agent;

/** Thrown where the harness asked for an error: neither Connect nor a subject should know it, let alone expect it. */
public final class InjectedError extends Error {
    private static final long serialVersionUID = 1L;

    InjectedError(String message) {
        super(message);
    }
}
