package dev.sinkproof.reports.json;

import java.io.IOException;
import java.io.Writer;

/**
 * Escapes JSON for a script element as it is written, and gives up when it gets too long. All characters that need it
 * stand inside strings of the JSON text, where an escape means the same.
 */
final class ScriptElementWriter extends Writer {
    private final StringBuilder out = new StringBuilder();
    private final int charsMax;

    ScriptElementWriter(int charsMax) {
        this.charsMax = charsMax;
    }

    boolean tooLong() {
        return out.length() > charsMax;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            append(buffer[i], out);
        }
        if (tooLong()) {
            throw new IOException("longer than " + charsMax + " characters");
        }
    }

    private static void append(char c, StringBuilder out) {
        if (c > '~' || c == '<' || c == '>' || c == '&') {
            ResultsJson.appendEscape(out, c);
        } else {
            out.append(c);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
