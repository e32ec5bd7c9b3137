package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.KafkaRequests;
import dev.sinkproof.kafka.proxy.ArmedRule;
import dev.sinkproof.kafka.proxy.Calls;
import dev.sinkproof.kafka.proxy.KafkaAction;
import dev.sinkproof.kafka.proxy.KafkaProxy;
import dev.sinkproof.kafka.proxy.KafkaRule;
import dev.sinkproof.kafka.proxy.RequestMatch;
import dev.sinkproof.subject.NearestName;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Faults' rules on the proxy before Kafka. Thread-safe. */
final class ProxiedRequests implements KafkaRequests {
    private final KafkaProxy proxy;
    private final Map<String, ArmedRule> armed = new ConcurrentHashMap<>();

    ProxiedRequests(KafkaProxy proxy) {
        this.proxy = proxy;
    }

    /** Undoes everything. */
    void heal() {
        armed.clear();
        proxy.heal();
    }

    @Override
    public void arm(Rule rule) throws IOException {
        try {
            ArmedRule before = armed.put(rule.name(), proxy.arm(ruleOf(rule)));
            if (before != null) {
                before.remove();
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static KafkaRule ruleOf(Rule rule) {
        ApiKeys[] apis = rule.apis().stream()
                .map(String::trim)
                .map(name -> named(ApiKeys.class, "kind of request", name))
                .toArray(ApiKeys[]::new);
        return new KafkaRule(rule.name(), RequestMatch.of(apis).fromClient(rule.clientId()), calls(rule), action(rule));
    }

    private static Calls calls(Rule rule) {
        return switch (rule.occurrence()) {
            case NTH -> Calls.onCall(rule.nth());
            case FIRST -> Calls.times(rule.nth());
            case EVERY -> Calls.always();
        };
    }

    private static KafkaAction action(Rule rule) {
        return switch (rule.deed()) {
            case REFUSE -> KafkaAction.refuse(named(Errors.class, "error", rule.error()));
            case DISCONNECT -> KafkaAction.disconnect();
            case LOSE_ANSWER -> KafkaAction.dropAnswer();
            case DELAY -> KafkaAction.delay(Duration.ofMillis(rule.delayMillis()));
            case BLACKHOLE -> KafkaAction.blackHole();
        };
    }

    private static <E extends Enum<E>> E named(Class<E> type, String what, String name) {
        List<String> known =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        if (!known.contains(name)) {
            throw new IllegalArgumentException("Kafka knows no " + what + " " + name + NearestName.hint(name, known));
        }
        return Enum.valueOf(type, name);
    }

    @Override
    public long remove(String name) {
        ArmedRule rule = armed.remove(name);
        if (rule == null) {
            return 0;
        }
        rule.remove();
        return rule.fired();
    }
}
