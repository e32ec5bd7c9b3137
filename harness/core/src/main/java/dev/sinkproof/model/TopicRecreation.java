package dev.sinkproof.model;

/** What a subject does when its source topic was deleted and another of that name created. Nothing that Connect gives a sink tells the two apart. */
public enum TopicRecreation {
    /** The contract does not say: its guarantee holds for the records of each topic of that name. */
    UNSTATED("unstated"),
    /** It holds once somebody has reset the connector's offsets with Connect's REST interface. */
    NEEDS_RESET("needs-reset"),
    /** It does not hold: a topic may be created again only with another name, or another target. */
    EXCLUDED("excluded");

    private final String label;

    TopicRecreation(String label) {
        this.label = label;
    }

    /** The term as users write it in a subject file. */
    public String label() {
        return label;
    }
}
