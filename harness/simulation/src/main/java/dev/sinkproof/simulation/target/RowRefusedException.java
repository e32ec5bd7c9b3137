package dev.sinkproof.simulation.target;

/** The target cannot hold one of the rows of a request, however often it is asked, and did nothing of the request. */
public final class RowRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int index;

    RowRefusedException(int index) {
        super("invalid byte sequence: 0x00 in the text of row " + index, null, false, false);
        this.index = index;
    }

    /** Which of the rows, from 0. */
    public int index() {
        return index;
    }
}
