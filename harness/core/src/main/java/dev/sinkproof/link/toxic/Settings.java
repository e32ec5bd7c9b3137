package dev.sinkproof.link.toxic;

/** Checks of what all settings have in common. */
final class Settings {
    private Settings() {}

    static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value);
        }
    }
}
