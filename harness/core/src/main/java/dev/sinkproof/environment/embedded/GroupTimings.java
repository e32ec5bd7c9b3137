package dev.sinkproof.environment.embedded;

import java.util.Map;
import java.util.TreeMap;

/**
 * What decides how fast a consumer group notices that a member is gone. Members of a classic group say so themselves; in the consumer
 * group protocol (KIP-848) the broker decides, and Kafka refuses a consumer that has the settings of the other. So the former go along
 * with a connector's config, where it has no say of its own, and cannot be the workers'.
 */
final class GroupTimings {
    private static final String OVERRIDE = "consumer.override.";
    private static final String SESSION_MILLIS = "2000";
    private static final String HEARTBEAT_MILLIS = "300";

    private GroupTimings() {}

    /** Settings of the broker, for both protocols. */
    static Map<String, String> ofBroker() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "500");
        settings.put("group.consumer.min.session.timeout.ms", "500");
        settings.put("group.consumer.session.timeout.ms", SESSION_MILLIS);
        settings.put("group.consumer.min.heartbeat.interval.ms", "100");
        settings.put("group.consumer.heartbeat.interval.ms", HEARTBEAT_MILLIS);
        return settings;
    }

    /** What a connector of this config is given besides. */
    static Map<String, String> besides(Map<String, String> connector) {
        if ("consumer".equalsIgnoreCase(connector.get(OVERRIDE + "group.protocol"))) {
            return Map.of();
        }
        Map<String, String> settings = ofClassicConsumer();
        settings.keySet().removeAll(connector.keySet());
        return settings;
    }

    private static Map<String, String> ofClassicConsumer() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(OVERRIDE + "session.timeout.ms", SESSION_MILLIS);
        settings.put(OVERRIDE + "heartbeat.interval.ms", HEARTBEAT_MILLIS);
        return settings;
    }

    /** For people. */
    static Map<String, String> tested() {
        Map<String, String> settings = ofClassicConsumer();
        settings.putAll(ofBroker());
        return settings;
    }
}
