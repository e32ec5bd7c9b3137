package dev.sinkproof.run;

import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.model.Plan;
import dev.sinkproof.workload.SourceTopics;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Where the subject's group stands against the end of the source log. */
final class Positions {
    private final SourceLog log;
    private final Plan plan;
    private final SourceTopics topics;
    private final Map<Integer, Long> goals = new TreeMap<>();

    Positions(SourceLog log, Plan plan) {
        this.log = log;
        this.plan = plan;
        this.topics = new SourceTopics(plan.workload(), plan.topic());
    }

    /** The consumer group that Connect gives the subject. */
    static String group(Plan plan) {
        return "connect-" + plan.runId();
    }

    /**
     * From now on a partition counts as committed once everything is that the subject can be given: behind its last record come only
     * the marks of a transaction, or records that were aborted.
     */
    void knows(Ledger ledger) {
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            goals.put(partition, goal(ledger, partition));
        }
    }

    private static long goal(Ledger ledger, int partition) {
        long last = ledger.count(partition) - 1;
        while (last >= 0 && ledger.outcome(partition, last) == ProduceOutcome.REJECTED) {
            last--;
        }
        long offset = last < 0 ? Ledger.NONE : ledger.offsetOf(partition, last);
        return offset == Ledger.NONE ? Long.MAX_VALUE : offset + 1;
    }

    /** Records that are not committed, for each partition that has some: the first topic with the number that the workload gives the partition. */
    Map<String, Long> lag() throws IOException {
        Map<String, Long> lag = new TreeMap<>();
        for (String topic : topics.names()) {
            lagOf(topic, lag);
        }
        return lag;
    }

    private void lagOf(String topic, Map<String, Long> lag) throws IOException {
        Map<Integer, Long> committed = log.committed(group(plan), topic);
        log.endOffsets(topic, topics.partitionsOf(topic)).forEach((partitionOfTopic, end) -> {
            int partition = topics.number(topic, partitionOfTopic).orElseThrow();
            long told = committed.getOrDefault(partitionOfTopic, 0L);
            // An offset that the log does not have is of an earlier topic of that name: of this one nothing is
            // committed.
            long at = told > end ? 0 : told;
            if (at < Math.min(end, goals.getOrDefault(partition, Long.MAX_VALUE))) {
                lag.put(plan.topic() + "-" + partition, end - at);
            }
        });
    }
}
