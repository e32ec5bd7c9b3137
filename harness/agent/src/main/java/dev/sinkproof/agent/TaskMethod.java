package dev.sinkproof.agent;

/** A method of SinkTask that Connect calls, by its name in Java. */
enum TaskMethod {
    START("start"),
    OPEN("open"),
    PUT("put"),
    PRE_COMMIT("preCommit"),
    CLOSE("close"),
    STOP("stop");

    private final String javaName;

    TaskMethod(String javaName) {
        this.javaName = javaName;
    }

    String javaName() {
        return javaName;
    }
}
