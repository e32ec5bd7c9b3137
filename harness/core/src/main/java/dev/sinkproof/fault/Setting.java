package dev.sinkproof.fault;

import dev.sinkproof.model.FaultSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One setting of a fault: its name, what it means, and what values it takes. Reading it from a {@link FaultSpec} never fails once the spec
 * has passed {@link Faults#validate}.
 *
 * @param name as in {@code recovery=restart}
 * @param meaning one line for people
 * @param otherwise value when it is not set; null when it must be set
 * @param values the values it takes; empty when any will do
 * @param number whether it takes whole numbers from 0
 */
public record Setting(String name, String meaning, String otherwise, List<String> values, boolean number) {
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
        String shape = values.isEmpty() ? (number ? "N" : "TEXT") : String.join("|", values);
        String standard = otherwise == null ? " (required)" : otherwise.isEmpty() ? "" : " (default " + otherwise + ")";
        return name + "=" + shape + standard + ": " + meaning;
    }
}
