package dev.sinkproof.link.http;

import dev.sinkproof.link.LinkFlow;

/** Whether a connection is passed through unread, because something on it was not understood. There is no way back. */
final class RawMode {
    private volatile boolean on;

    boolean on() {
        return on;
    }

    void enter(String sender, Exception cause, LinkFlow flow) {
        on = true;
        String what = cause instanceof MalformedHttpException ? cause.getMessage() : cause.toString();
        flow.problem("The " + sender + " sent what the link does not understand as HTTP/1.1: " + what
                + ". The connection is passed through; its requests and responses are not seen any more.");
    }
}
