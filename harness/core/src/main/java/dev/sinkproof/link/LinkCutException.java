package dev.sinkproof.link;

import java.io.IOException;

/** The connection is to be closed on both sides, now. Its end is already reported when this is thrown. */
final class LinkCutException extends IOException {
    private static final long serialVersionUID = 1L;

    LinkCutException(String message) {
        super(message);
    }
}
