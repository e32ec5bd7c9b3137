package dev.sinkproof.model;

/** What a scenario is about; people choose scenarios by it. */
public enum ScenarioGroup {
    BASELINE("baseline", "No fault"),
    OFFSET_BOUNDARY("offset-boundary", "Between a write and its offset"),
    AMBIGUOUS_TARGET("ambiguous-target", "The target says nothing, no, or too late"),
    REBALANCE("rebalance", "Partitions change hands"),
    SCHEMA("schema", "Schemas, poison and unusual records"),
    REPLAY("replay", "Old offsets, gaps and lost history"),
    LOAD("load", "Load and time"),
    OBJECT("object", "Objects and their uploads"),
    CUSTOM("custom", "Faults of one's own");

    private final String label;
    private final String title;

    ScenarioGroup(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /** As people write it: {@code --scenario rebalance}. */
    public String label() {
        return label;
    }

    public String title() {
        return title;
    }
}
