package dev.sinkproof.model;

/** Who caused an anomaly. */
public enum Culprit {
    SUBJECT("the connector"),
    CONNECT("Kafka Connect"),
    KAFKA("Kafka"),
    TARGET("the target"),
    HARNESS("Sinkproof itself"),
    UNDETERMINED("undetermined");

    private final String label;

    Culprit(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
