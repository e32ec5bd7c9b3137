package dev.sinkproof.sinks.jdbc;

/** How records become rows. */
public enum WriteMode {
    /** One row for each record. */
    APPEND("append"),
    /** One row for each record key; it holds the key's last version. */
    UPSERT("upsert");

    /** The value of {@code write.mode} that lets the other settings decide. */
    static final String AUTO = "auto";

    private final String label;

    WriteMode(String label) {
        this.label = label;
    }

    /** The value of {@code write.mode}. */
    public String label() {
        return label;
    }

    /** @param needsKeys whether another setting cannot do without keyed rows; decides {@value #AUTO} */
    static WriteMode of(String label, boolean needsKeys) {
        if (label.equals(AUTO)) {
            return needsKeys ? UPSERT : APPEND;
        }
        return label.equals(UPSERT.label) ? UPSERT : APPEND;
    }
}
