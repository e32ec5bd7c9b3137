package dev.sinkproof.cli;

import picocli.CommandLine.IVersionProvider;

/** Name and version of this build. */
final class Version implements IVersionProvider {
    static final String NAME = "Sinkproof " + version();

    private static String version() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {NAME + ", Java " + System.getProperty("java.version")};
    }
}
