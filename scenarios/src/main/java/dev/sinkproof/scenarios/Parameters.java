package dev.sinkproof.scenarios;

import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the user set with {@code -X key=value}. */
public record Parameters(Map<String, String> values) {
    /** Which passing the fault fires at. */
    public static final String NTH = "nth";
    /** Who carries on after a crash: {@code restart} or {@code takeover}. */
    public static final String RECOVERY = "recovery";
    /** Records over all partitions. */
    public static final String RECORDS = "records";
    /** Partitions of the source topic. */
    public static final String PARTITIONS = "partitions";
    /** Distinct keys in each partition. */
    public static final String KEYS = "keys";
    /** Value of {@code tasks.max}. */
    public static final String TASKS = "tasks";
    /** Records produced a second over all partitions; 0 is as fast as possible. */
    public static final String RATE = "rate";

    /** Workers at the start of a custom case. */
    public static final String WORKERS = "workers";

    /** Plugin of another version of the subject: Maven coordinates, or the path of a folder or jar. */
    public static final String UPGRADE = "upgrade";

    private static final Set<String> KNOWN =
            Set.of(NTH, RECOVERY, RECORDS, PARTITIONS, KEYS, TASKS, RATE, WORKERS, UPGRADE);

    public static final Parameters NONE = new Parameters(Map.of());

    /**
     * Takes the user's parameters.
     *
     * @throws SubjectException when a key is unknown
     */
    public Parameters {
        values = Map.copyOf(values);
        for (String key : values.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new SubjectException("unknown parameter -X " + key + NearestName.hint(key, KNOWN) + " Known: "
                        + KNOWN.stream().sorted().toList());
            }
        }
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * A whole number.
     *
     * @throws SubjectException when the value is not a whole number from {@code least} up
     */
    public int number(String key, int least, int otherwise) {
        String text = values.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.replace("_", ""));
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new SubjectException("-X " + key + " must be a whole number, but is '" + text + "'", e);
        }
        throw new SubjectException("-X " + key + " must be at least " + least + ", but is " + text);
    }
}
