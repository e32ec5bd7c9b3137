package dev.sinkproof.fault;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A required value: {@code text}, {@code te*t}, {@code >=100}, {@code !anything}. */
final class Condition {
    private static final String AT_LEAST = ">=";
    private static final String NOT = "!";

    private final String required;

    Condition(String required) {
        this.required = required;
    }

    /** Whether a value meets it; an absent value (null) meets only a negated condition. */
    boolean isMetBy(String value) {
        if (required.startsWith(NOT)) {
            return !new Condition(required.substring(NOT.length())).isMetBy(value);
        }
        if (value == null) {
            return false;
        }
        if (required.startsWith(AT_LEAST)) {
            return isNumber(value) && Long.parseLong(value) >= least();
        }
        return required.contains("*") ? glob().matcher(value).matches() : required.equals(value);
    }

    /** Whether some number from {@code first} to {@code last} meets it. */
    boolean isMetWithin(long first, long last) {
        if (required.startsWith(AT_LEAST)) {
            return last >= least();
        }
        return isNumber(required) && Long.parseLong(required) >= first && Long.parseLong(required) <= last;
    }

    private long least() {
        String number = required.substring(AT_LEAST.length()).trim();
        return isNumber(number) ? Long.parseLong(number) : Long.MAX_VALUE;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d{1,18}");
    }

    private Pattern glob() {
        String regex = Pattern.compile("\\*")
                .splitAsStream(required + "\0")
                .map(part -> Pattern.quote(part.replace("\0", "")))
                .collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
