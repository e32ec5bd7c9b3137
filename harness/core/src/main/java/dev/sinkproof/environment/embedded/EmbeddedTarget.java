package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.TargetControl;
import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.fault.TargetReader;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.target.TargetSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kind of target that the environment can start: its server, and how subjects and the harness use it. */
interface EmbeddedTarget {
    /** Where its server listens: behind the links. */
    InetSocketAddress address();

    /** What is spoken on the links. */
    LinkProtocol protocol();

    /** The variable that tells a worker the port of its link to this target. */
    String portVariable();

    /** Values of {@code ${target.*}} for one run. */
    Map<String, String> placeholders(String runId);

    /** Makes room for a run, and watches it. */
    TargetSession open(String runId, List<String> tables) throws IOException;

    /** Its server, to be crashed and started again. */
    TargetProcess process();

    /** The target in an administrator's hands; empty when nothing can be done to it but to end it, and on the links. */
    default Optional<TargetControl> control() {
        return Optional.empty();
    }

    /** Whether it has objects that can be read while a run is on. */
    default boolean showsObjects() {
        return false;
    }

    /** Who reads along in the run that was opened last; empty before the first, and where nothing can be read before the end. */
    default Optional<TargetReader> reader() {
        return Optional.empty();
    }

    /** Name and version, for people. */
    String description();

    /** Ends it; one that does not run is left alone. */
    void stop() throws IOException;

    /** Starts its server, and returns when it answers. */
    void start() throws IOException;

    /** Makes a target that has not been started, and knows its address all the same. */
    @FunctionalInterface
    interface Maker {
        EmbeddedTarget make(Launch launch, RunRouter router) throws IOException;
    }
}
