package dev.sinkproof.agent;

/**
 * What the harness has a held thread throw instead of going on.
 *
 * @param kind what is thrown
 * @param message what the harness says about it
 */
record Injection(Kind kind, String message) {
    /** What can be thrown, by the names that the harness knows it by. */
    enum Kind {
        /** A RetriableException of Connect. */
        RETRIABLE,
        /** A ConnectException. */
        FATAL,
        /** An {@link InjectedError}. */
        ERROR;

        /** @throws IllegalArgumentException when the name is not known here: harness and agent are of different builds */
        static Kind named(String name) {
            return switch (name) {
                case "retriable" -> RETRIABLE;
                case "fatal" -> FATAL;
                case "error" -> ERROR;
                default ->
                    throw new IllegalArgumentException("the agent knows no throwable '" + name
                            + "', only retriable, fatal and error; are harness and agent of one build?");
            };
        }
    }
}
