package dev.sinkproof.link.postgresql;

import dev.sinkproof.link.LinkFlow;

/**
 * Whether a connection is passed through unread, because something on it was not understood: a subject must never break by
 * the link's reading. There is no way back.
 */
final class RawMode {
    private volatile boolean on;

    boolean on() {
        return on;
    }

    void enter(String sender, Exception cause, LinkFlow flow) {
        on = true;
        String what = cause instanceof MalformedMessageException ? cause.getMessage() : cause.toString();
        flow.problem("The " + sender + " sent what the link does not understand as PostgreSQL protocol 3: " + what
                + ". The connection is passed through; its writes and acknowledgements are not seen any more.");
    }
}
