package dev.sinkproof.run;

import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.model.Plan;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Where the subject's group stands against the end of the source log. */
final class Positions {
    private final SourceLog log;
    private final Plan plan;

    Positions(SourceLog log, Plan plan) {
        this.log = log;
        this.plan = plan;
    }

    /** The consumer group that Connect gives the subject. */
    static String group(Plan plan) {
        return "connect-" + plan.runId();
    }

    /** Records that are not committed, for each partition that has some. */
    Map<String, Long> lag() throws IOException {
        Map<Integer, Long> committed = log.committed(group(plan), plan.topic());
        Map<String, Long> lag = new TreeMap<>();
        log.endOffsets(plan.topic(), plan.workload().partitions()).forEach((partition, end) -> {
            long left = end - committed.getOrDefault(partition, 0L);
            if (left > 0) {
                lag.put(plan.topic() + "-" + partition, left);
            }
        });
        return lag;
    }
}
