package dev.sinkproof.check;

/**
 * A row that no record of the source log explains.
 *
 * @param container where it lies
 * @param reason why it is none of the log's
 * @param row the row as text, cut
 */
record PhantomRow(String container, String reason, String row) {
    @Override
    public String toString() {
        return reason + ", in " + container + ": " + row;
    }
}
