package dev.sinkproof.model;

import java.util.Arrays;
import java.util.Optional;

/** What can be irregular about a record of the source log. */
public enum IrregularityKind {
    POISON_VALUE("data.poison", "a value of bytes that no converter reads", true),
    POISON_KEY("data.poison_key", "a key of bytes that no converter reads", true),
    WRONG_TYPE("data.wrong_type", "text in a field that holds whole numbers in all other records", true),
    MISSING_FIELD("data.missing_field", "a schema that lacks a field which all other records must have", false),
    NUL_TEXT("data.nul_text", "a text with a NUL character in it, which PostgreSQL's types cannot hold", true),
    NULL_KEY("data.null_key", "no key", false),
    TOMBSTONE("data.tombstone", "a tombstone: a key without a value", false),
    OVERSIZE("data.oversize", "a bytes field that is much larger than in all other records", false),
    NEW_FIELD("data.new_field", "an optional field more, from this record on", false),
    REQUIRED_FIELD("data.required_field", "a required field more, from this record on", false),
    REMOVED_FIELD("data.removed_field", "an optional field less, from this record on", false),
    LATE("data.late", "a time stamp that lies before those of the records around it", false),
    AT("data.at", "time stamps that begin at a given time and go on by half a minute from one to the next", false),
    HEADERS("data.headers", "record headers", false);

    private final String id;
    private final String meaning;
    private final boolean poison;

    IrregularityKind(String id, String meaning, boolean poison) {
        this.id = id;
        this.meaning = meaning;
        this.poison = poison;
    }

    /** The kind of fault that places it, as in a scenario. */
    public String id() {
        return id;
    }

    /** Completes "produce records with …". */
    public String meaning() {
        return meaning;
    }

    /** The kind that a fault of this kind places; empty when that is not a fault of the data. */
    public static Optional<IrregularityKind> byId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    /** Whether it is a schema that all records have from the first one on. */
    public boolean onwards() {
        return this == NEW_FIELD || this == REQUIRED_FIELD || this == REMOVED_FIELD;
    }

    /**
     * Whether no row can come of such a record, so that a subject's poison policy decides. A record without a key cannot be written by
     * key, and a tombstone says nothing where nothing is deleted.
     */
    public boolean withoutRow(WriteModel model) {
        return switch (this) {
            case NULL_KEY -> model.keyed();
            case TOMBSTONE -> model != WriteModel.UPSERT_DELETE;
            default -> poison;
        };
    }

    /** Whether some targets can hold such a value all the same, as an object can, which has a schema of its own. */
    public boolean someCanHold() {
        return this == WRONG_TYPE || this == NUL_TEXT;
    }

    /**
     * Whether it is for the target to say whether a row can come of such a record: where it can, what the record lacks is null; where it
     * cannot, as where rows that are there already lack what would be required, a subject's poison policy decides.
     */
    public boolean refusable() {
        return this == MISSING_FIELD || this == REQUIRED_FIELD;
    }

    /** Whether a subject may leave such a record out, whatever its poison policy: it holds nothing that could be lost. */
    public boolean holdsNothing() {
        return this == TOMBSTONE;
    }
}
