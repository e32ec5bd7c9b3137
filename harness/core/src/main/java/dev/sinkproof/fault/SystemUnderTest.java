package dev.sinkproof.fault;

import java.util.Set;

/**
 * What faults can do to the running system. Implemented by environments, each of which offers what it can; to ask for a control
 * that is not {@linkplain #offers offered} is a mistake of the caller.
 */
public interface SystemUnderTest {
    /** What can be done here. */
    Set<Capability> offers();

    /** For {@link Capability#WORKERS}. */
    default WorkerControl workers() {
        throw notOffered(Capability.WORKERS);
    }

    /** For {@link Capability#BROKER}. */
    default BrokerControl broker() {
        throw notOffered(Capability.BROKER);
    }

    /** For {@link Capability#TARGET_LINK}. */
    default TargetLinks links() {
        throw notOffered(Capability.TARGET_LINK);
    }

    /** For {@link Capability#KAFKA_LINK}. */
    default KafkaRequests kafkaRequests() {
        throw notOffered(Capability.KAFKA_LINK);
    }

    /** For {@link Capability#CONNECT}. */
    default ConnectControl connector() {
        throw notOffered(Capability.CONNECT);
    }

    /** For {@link Capability#PLUGIN}. */
    default PluginControl plugins() {
        throw notOffered(Capability.PLUGIN);
    }

    /** For {@link Capability#TARGET}. */
    default TargetControl target() {
        throw notOffered(Capability.TARGET);
    }

    /** For {@link Capability#TARGET_READER}. */
    default TargetReader reader() {
        throw notOffered(Capability.TARGET_READER);
    }

    /** For {@link Capability#TARGET_PROCESS}. */
    default TargetProcess targetProcess() {
        throw notOffered(Capability.TARGET_PROCESS);
    }

    /** For {@link Capability#GROUP}. */
    default GroupControl group() {
        throw notOffered(Capability.GROUP);
    }

    /** For {@link Capability#SOURCE_LOG}. */
    default SourceControl source() {
        throw notOffered(Capability.SOURCE_LOG);
    }

    private static UnsupportedOperationException notOffered(Capability capability) {
        return new UnsupportedOperationException("this environment cannot " + capability.meaning());
    }
}
