package dev.sinkproof.check;

/**
 * A field that is not what the source log says.
 *
 * @param column the expected column
 * @param expected the value in the source log, as text
 * @param actual the value in the target, as text, or {@code column absent}
 */
record FieldDifference(String column, String expected, String actual) {
    static final String COLUMN_ABSENT = "column absent";

    @Override
    public String toString() {
        return column + " is " + actual + " instead of " + expected;
    }
}
