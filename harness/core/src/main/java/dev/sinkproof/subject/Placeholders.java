package dev.sinkproof.subject;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${target.*}}, {@code ${source.*}} and {@code ${registry.*}}. Every other {@code ${…}} belongs to Connect or to the connector
 * ({@code ${topic}}, {@code ${file:…}}) and stays as it is.
 */
public final class Placeholders {
    private static final Pattern OURS = Pattern.compile("\\$\\{((?:target|source|registry)\\.[A-Za-z0-9_.-]+)}");

    private final Map<String, String> values;

    public Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The configuration with all our placeholders replaced. */
    public Map<String, String> fill(Map<String, String> config) {
        Map<String, String> filled = new TreeMap<>();
        config.forEach((key, value) -> filled.put(key, fill(key, value)));
        return filled;
    }

    /**
     * One value with all our placeholders replaced.
     *
     * @param key where the value stands, for the error message
     * @throws SubjectException when a placeholder is not known
     */
    public String fill(String key, String value) {
        Matcher matcher = OURS.matcher(value);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(valueOf(key, matcher.group(1))));
        }
        return matcher.appendTail(filled).toString();
    }

    private String valueOf(String key, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new SubjectException("unknown placeholder ${" + name + "} in " + key
                    + NearestName.hint(name, values.keySet()) + " This environment fills in "
                    + new TreeSet<>(values.keySet()));
        }
        return value;
    }
}
