package dev.sinkproof.scenarios;

/** Name and version of this build, as results name it. */
public final class Build {
    public static final String NAME = "Sinkproof " + version();

    private Build() {}

    private static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
