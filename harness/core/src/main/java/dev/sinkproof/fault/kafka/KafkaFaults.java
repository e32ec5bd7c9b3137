package dev.sinkproof.fault.kafka;

import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.KafkaRequests.Deed;
import dev.sinkproof.fault.Setting;
import java.util.List;

/** All faults of this family. */
public final class KafkaFaults {
    static final Setting ERROR = Setting.text("error", "Kafka's name of the error", "REQUEST_TIMED_OUT");
    static final Setting DELAY = Setting.number("millis", "how long, milliseconds", 1000);

    private KafkaFaults() {}

    public static List<Fault> all() {
        return List.of(
                new KafkaRequestFault("refuse", Deed.REFUSE, "answer requests to Kafka with an error", List.of(ERROR)),
                new KafkaRequestFault(
                        "disconnect",
                        Deed.DISCONNECT,
                        "close the connection instead of passing on a request",
                        List.of()),
                new KafkaRequestFault(
                        "lose_answer", Deed.LOSE_ANSWER, "throw away Kafka's answer after it has acted", List.of()),
                new KafkaRequestFault("delay", Deed.DELAY, "pass on requests to Kafka later", List.of(DELAY)),
                new KafkaRequestFault(
                        "blackhole", Deed.BLACKHOLE, "never pass on nor answer requests to Kafka", List.of()),
                new GroupJoin(),
                new RecordsDelete(),
                new RecordsCompact());
    }
}
