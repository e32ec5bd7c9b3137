package dev.sinkproof.fault;

import dev.sinkproof.model.FaultSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One setting of a fault: its name, what it means, and what values it takes. Reading it from a {@link FaultSpec} never fails once the spec
 * has passed {@link Faults#validate}.
 *
 * @param name as in {@code recovery=restart}; one that ends in {@code .*} stands for all names that begin like it
 * @param meaning one line for people
 * @param otherwise value when it is not set; null when it must be set
 * @param values the values it takes; empty when any will do
 * @param number whether it takes whole numbers from 0
 */
public record Setting(String name, String meaning, String otherwise, List<String> values, boolean number) {
    private static final String FAMILY = ".*";

    public Setting {
        values = List.copyOf(values);
    }

    /** One of several words. */
    public static Setting choice(String name, String meaning, String otherwise, String... values) {
        return new Setting(name, meaning, otherwise, Arrays.asList(values), false);
    }

    /** A whole number from 0. */
    public static Setting number(String name, String meaning, long otherwise) {
        return new Setting(name, meaning, Long.toString(otherwise), List.of(), true);
    }

    /** A whole number from 0 that must be given. */
    public static Setting number(String name, String meaning) {
        return new Setting(name, meaning, null, List.of(), true);
    }

    /** Any text. */
    public static Setting text(String name, String meaning, String otherwise) {
        return new Setting(name, meaning, otherwise, List.of(), false);
    }

    /** Any number of texts, at least one, under names that begin with the same word: {@code set.batch.size=10}. */
    public static Setting family(String prefix, String meaning) {
        return new Setting(prefix + FAMILY, meaning, null, List.of(), false);
    }

    private boolean isFamily() {
        return name.endsWith(FAMILY);
    }

    private String prefix() {
        return name.substring(0, name.length() - 1);
    }

    /** Whether a spec's setting of this name is this one. */
    boolean isNamed(String other) {
        return isFamily() ? other.startsWith(prefix()) && other.length() > prefix().length() : other.equals(name);
    }

    /** The values of a family in a spec, by what follows its prefix. */
    public SortedMap<String, String> allOf(FaultSpec spec) {
        SortedMap<String, String> all = new TreeMap<>();
        spec.settings().forEach((key, value) -> {
            if (isNamed(key)) {
                all.put(key.substring(prefix().length()), value);
            }
        });
        return all;
    }

    /** Its value in a spec. */
    public String of(FaultSpec spec) {
        return spec.settings().getOrDefault(name, otherwise);
    }

    /** Its value in a spec as a number. */
    public long numberOf(FaultSpec spec) {
        return Long.parseLong(of(spec));
    }

    /** Whether it is set to this value. */
    public boolean is(FaultSpec spec, String value) {
        return value.equals(of(spec));
    }

    /** What is wrong with its value in a spec, if anything. */
    Optional<String> problem(FaultSpec spec) {
        if (isFamily()) {
            return allOf(spec).isEmpty()
                    ? Optional.of("needs at least one " + prefix() + "NAME=… (" + meaning + ")")
                    : Optional.empty();
        }
        String value = of(spec);
        if (value == null) {
            return Optional.of("needs " + name + "=… (" + meaning + ")");
        }
        if (!values.isEmpty() && !values.contains(value)) {
            return Optional.of(name + " must be one of " + values + ", but is '" + value + "'");
        }
        if (number && !value.matches("\\d{1,18}")) {
            return Optional.of(name + " must be a whole number from 0, but is '" + value + "'");
        }
        return Optional.empty();
    }

    /** For people: {@code recovery=restart|takeover (default restart)}. */
    public String describe() {
        if (isFamily()) {
            return name + "=TEXT (at least one): " + meaning;
        }
        String shape = values.isEmpty() ? (number ? "N" : "TEXT") : String.join("|", values);
        String standard = otherwise == null ? " (required)" : otherwise.isEmpty() ? "" : " (default " + otherwise + ")";
        return name + "=" + shape + standard + ": " + meaning;
    }
}
