package dev.sinkproof.agent;

/**
 * The frames between agent and harness. A frame is an int length, then that many bytes: one byte kind and its fields, as
 * {@link java.io.DataOutput} writes them. The harness has the same numbers in its own {@code Frames}; a change raises
 * {@link #VERSION}.
 */
final class Wire {
    static final int MAGIC = 0x53504147;
    static final short VERSION = 3;

    // Agent to harness.
    static final byte HELLO = 1;
    static final byte PASSING = 2;
    static final byte ARMED = 3;
    static final byte DROPPED = 4;
    static final byte READY = 5;
    static final byte WOVEN = 6;
    static final byte PROBLEM = 7;
    static final byte METRICS = 8;

    // Harness to agent.
    static final byte WELCOME = 16;
    static final byte REFUSED = 17;
    static final byte ARM = 18;
    static final byte GO = 19;

    // How a held thread goes on.
    static final byte PROCEED = 0;
    static final byte THROW = 1;

    /** No thread waits for this passing. */
    static final long UNHELD = 0;

    /** Longest text in a frame, in characters: a stack of nested messages must not overflow one. */
    static final int TEXT_CHARACTERS_MAX = 4000;

    static final int FRAME_BYTES_MAX = 16 << 20;

    private Wire() {}

    static String cut(String text) {
        return text.length() <= TEXT_CHARACTERS_MAX
                ? text
                : text.substring(0, TEXT_CHARACTERS_MAX) + "… (" + text.length() + " characters)";
    }
}
