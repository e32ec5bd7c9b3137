package dev.sinkproof.reports.text;

/**
 * Makes text from outside safe to show, whatever is in it: nothing invisible, nothing that reorders the line, nothing
 * that an encoder or an XML parser refuses. Escaping for HTML, XML or Markdown comes after it and is not done here.
 */
public final class SafeText {
    /** Longest value shown in a report, in characters. */
    public static final int VALUE_CHARS_MAX = 2_000;

    private static final char REPLACEMENT = '\uFFFD';
    private static final char CONTROL_PICTURES = '\u2400';
    private static final char DELETE = 0x7F;
    private static final char DELETE_PICTURE = '\u2421';

    private SafeText() {}

    /** The text with its length limited to {@link #VALUE_CHARS_MAX} and everything harmful made visible. */
    public static String of(String text) {
        return visible(cut(text));
    }

    private static String cut(String text) {
        if (text.length() <= VALUE_CHARS_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(VALUE_CHARS_MAX - 1)) ? VALUE_CHARS_MAX - 1 : VALUE_CHARS_MAX;
        return text.substring(0, end) + " … [cut: " + Human.count(text.length()) + " characters in all]";
    }

    /** The text, not cut, with control characters, lone surrogates and bidirectional controls made visible. */
    public static String visible(String text) {
        int first = firstHarmful(text);
        if (first < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.codePoints().skip(text.codePointCount(0, first)).forEach(point -> append(out, point));
        return out.toString();
    }

    private static int firstHarmful(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (harmful(point)) {
                return i;
            }
            i += Character.charCount(point);
        }
        return -1;
    }

    private static boolean harmful(int point) {
        return control(point) || broken(point) || unseen(point);
    }

    private static void append(StringBuilder out, int point) {
        if (!harmful(point)) {
            out.appendCodePoint(point);
        } else if (unseen(point)) {
            out.append(String.format("[U+%04X]", point));
        } else if (point < ' ') {
            out.append((char) (CONTROL_PICTURES + point));
        } else {
            out.append(point == DELETE ? DELETE_PICTURE : REPLACEMENT);
        }
    }

    private static boolean control(int point) {
        return (point < ' ' && point != '\n' && point != '\t') || (point >= DELETE && point <= 0x9F);
    }

    /** Lone surrogates cannot be encoded; non-characters are refused by XML. */
    private static boolean broken(int point) {
        return (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                || (point & 0xFFFE) == 0xFFFE
                || (point >= 0xFDD0 && point <= 0xFDEF);
    }

    /** Bidirectional marks, embeddings, overrides and isolates, and characters that take no space. */
    private static boolean unseen(int point) {
        return point == 0x061C
                || (point >= 0x200E && point <= 0x200F)
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200B
                || point == 0x2060
                || point == 0xFEFF;
    }
}
