package dev.sinkproof.subject;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /** The candidate with the smallest edit distance, when it is near enough to be worth a hint. */
    public static Optional<String> of(String given, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(given, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(given, candidate) <= Math.max(2, given.length() / 3));
    }

    /** {@code "; did you mean …?"}, or a full stop when nothing is near: the end of a sentence that names the unknown. */
    public static String hint(String given, Collection<String> candidates) {
        return of(given, candidates)
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse(".");
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
