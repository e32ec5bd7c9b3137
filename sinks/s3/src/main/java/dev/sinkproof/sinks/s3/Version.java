package dev.sinkproof.sinks.s3;

/** Reads a class's version from the manifest of the jar that it came in. */
final class Version {
    private static final String UNPACKED = "unpacked";

    private Version() {}

    static String of(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }
}
