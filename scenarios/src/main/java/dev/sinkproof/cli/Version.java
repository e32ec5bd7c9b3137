package dev.sinkproof.cli;

import dev.sinkproof.scenarios.Build;
import picocli.CommandLine.IVersionProvider;

/** Name and version of this build. */
final class Version implements IVersionProvider {
    static final String NAME = Build.NAME;

    @Override
    public String[] getVersion() {
        return new String[] {NAME + ", Java " + System.getProperty("java.version")};
    }
}
