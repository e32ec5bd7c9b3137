package dev.sinkproof.fault.kafka;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.KafkaRequests;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Occurrence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something is done to requests of some kinds from the moment it strikes until it is healed. It counts as done only when at least one
 * request was hit. The kinds of faults differ in the deed only, so one class does for all.
 */
final class KafkaRequestFault implements Fault {
    private static final Setting API = Setting.text(
            "api", "kinds of requests by Kafka's names, with commas: OFFSET_COMMIT, HEARTBEAT, FETCH …", null);
    private static final Setting CLIENT = Setting.text(
            "client",
            "client id, with * for any text; tasks are connector-consumer-CONNECTOR-N",
            "connector-consumer-*");
    private static final Setting WHICH = Setting.choice(
            "which",
            "once, onCall (the n-th request only), times (the first n) or always",
            "always",
            "once",
            "onCall",
            "times",
            "always");
    private static final Setting N = Setting.number("n", "for onCall and times", 1);

    private final String verb;
    private final KafkaRequests.Deed deed;
    private final String meaning;
    private final List<Setting> more;

    KafkaRequestFault(String verb, KafkaRequests.Deed deed, String meaning, List<Setting> more) {
        this.verb = verb;
        this.deed = deed;
        this.meaning = meaning;
        this.more = more;
    }

    @Override
    public String kind() {
        return "kafka." + verb;
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.KAFKA;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(List.of(API, CLIENT, WHICH, N));
        all.addAll(more);
        return all;
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.KAFKA_LINK);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        KafkaRequests.Rule rule = rule(moment);
        moment.system().kafkaRequests().arm(rule);
        return Effect.of(
                EventNames.KAFKA_DISTURBED,
                "kafka",
                "from now on: " + verb + " " + rule.apis() + " of " + rule.clientId() + " " + WHICH.of(moment.spec()));
    }

    private KafkaRequests.Rule rule(Moment moment) {
        return new KafkaRequests.Rule(
                moment.spec().id(),
                List.of(API.of(moment.spec()).split(",")),
                CLIENT.of(moment.spec()),
                occurrence(moment),
                nth(moment),
                deed,
                KafkaFaults.ERROR.of(moment.spec()),
                KafkaFaults.DELAY.numberOf(moment.spec()));
    }

    private static Occurrence occurrence(Moment moment) {
        return switch (WHICH.of(moment.spec())) {
            case "always" -> Occurrence.EVERY;
            case "times" -> Occurrence.FIRST;
            default -> Occurrence.NTH;
        };
    }

    private static int nth(Moment moment) {
        boolean counted = WHICH.is(moment.spec(), "onCall") || WHICH.is(moment.spec(), "times");
        return counted ? (int) N.numberOf(moment.spec()) : 1;
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        long hits = moment.system().kafkaRequests().remove(moment.spec().id());
        if (hits == 0) {
            throw new IOException("no request of " + CLIENT.of(moment.spec()) + " of the kinds " + API.of(moment.spec())
                    + " came while it was in force");
        }
    }
}
