package dev.sinkproof.environment.embedded;

import dev.sinkproof.kafka.proxy.KafkaProxyListener;
import dev.sinkproof.kafka.proxy.RuleEvent;
import dev.sinkproof.kafka.proxy.RuleHit;
import dev.sinkproof.model.EventNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts what the Kafka proxy does on the timeline of the run that is on. */
final class KafkaProxyNotes implements KafkaProxyListener {
    private static final String SOURCE = "kafka-proxy";

    private final RunRouter router;

    KafkaProxyNotes(RunRouter router) {
        this.router = router;
    }

    @Override
    public void fired(RuleEvent event) {
        router.note(SOURCE, EventNames.KAFKA_RULE_FIRED, facts(event));
    }

    @Override
    public void released(RuleEvent event) {
        router.note(SOURCE, EventNames.KAFKA_RULE_RELEASED, facts(event));
    }

    @Override
    public void problem(String message) {
        router.note(SOURCE, EventNames.OBSERVATION_PROBLEM, Map.of("problem", message));
    }

    private static Map<String, String> facts(RuleEvent event) {
        RuleHit hit = event.hit();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rule", hit.rule());
        facts.put("call", Long.toString(hit.call()));
        facts.put("api", hit.api().name());
        facts.put("client", hit.clientId());
        facts.put("correlation", Integer.toString(hit.correlationId()));
        facts.put("done", event.done());
        return facts;
    }
}
