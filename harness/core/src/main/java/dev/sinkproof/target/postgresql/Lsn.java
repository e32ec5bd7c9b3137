package dev.sinkproof.target.postgresql;

/**
 * A position in the write-ahead log.
 *
 * @param position bytes from its beginning, unsigned
 */
record Lsn(long position) {
    /** Before everything. */
    static final Lsn NONE = new Lsn(0);

    /** Reads the form {@code 16/B374D848}; null is {@link #NONE}. */
    static Lsn of(String text) {
        if (text == null) {
            return NONE;
        }
        int slash = text.indexOf('/');
        long high = Long.parseLong(text.substring(0, slash), 16);
        return new Lsn(high << 32 | Long.parseLong(text.substring(slash + 1), 16));
    }

    Lsn later(Lsn other) {
        return Long.compareUnsigned(position, other.position) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return Long.toHexString(position >>> 32) + "/" + Long.toHexString(position & 0xFFFF_FFFFL);
    }
}
