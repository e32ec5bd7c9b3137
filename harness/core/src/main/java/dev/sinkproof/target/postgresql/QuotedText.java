package dev.sinkproof.target.postgresql;

/** Identifiers and literals as PostgreSQL quotes them: the quote within is doubled, nothing else is escaped. */
final class QuotedText {
    private QuotedText() {}

    /** Where the identifier that begins at {@code at} ends: behind its quotes, or before one of {@code ends}. */
    static int identifierEnd(String text, int at, String ends) {
        if (text.startsWith("\"", at)) {
            return closing(text, at, '"') + 1;
        }
        int end = at;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** The identifier in this range, without quotes. */
    static String identifier(String text, int start, int end) {
        return text.startsWith("\"", start) ? unquoted(text, start, end - 1, '"') : text.substring(start, end);
    }

    /** The content between the quote at {@code open} and the one at {@code close}. */
    static String unquoted(String text, int open, int close, char quote) {
        String content = text.substring(open + 1, close);
        if (content.indexOf(quote) < 0) {
            return content;
        }
        String one = String.valueOf(quote);
        return content.replace(one + one, one);
    }

    /** Where the quote that is open at {@code open} closes. */
    static int closing(String text, int open, char quote) {
        int at = text.indexOf(quote, open + 1);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == quote) {
            at = text.indexOf(quote, at + 2);
        }
        if (at < 0) {
            throw TestDecodingParser.unexpected(text, open, "a closing quote for the one");
        }
        return at;
    }
}
