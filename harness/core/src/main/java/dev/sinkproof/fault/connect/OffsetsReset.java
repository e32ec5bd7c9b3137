package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.SizedByPlan;
import dev.sinkproof.fault.StrikesApart;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sets the committed offsets back, as an operator does who wants records to be delivered once more: stops the connector, resets, resumes
 * it. Offsets never go forward: records that are skipped by order are no loss of the connector's.
 *
 * <p>Connect refuses while the connector has tasks or its group has members, so nothing may hold a task of it meanwhile.
 */
final class OffsetsReset extends ConnectFault implements StrikesApart, SizedByPlan {
    private static final String EARLIEST = "earliest";
    private static final String FORGOTTEN = "forgotten";
    private static final String OFFSET = "offset";
    private static final String TIME = "time";
    private static final String RESET_POLICY = "consumer.override.auto.offset.reset";

    private static final Setting TO = Setting.choice(
            "to",
            "earliest: the first record there is; forgotten: no offset, so that Connect begins anew; offset and time: as below",
            EARLIEST,
            EARLIEST,
            FORGOTTEN,
            OFFSET,
            TIME);
    private static final String ONCE_COMMITTED = "committed";
    private static final Setting ONCE = Setting.choice(
            "once",
            "asked: at once, or as soon as anything has been committed; committed: when all that is produced has been committed, so that nothing comes for the first time",
            "asked",
            "asked",
            ONCE_COMMITTED);
    private static final Setting RECORDS = Setting.number(
            "records", "for once=committed: how many records of each partition; 0: all of the workload", 0);
    private static final Setting TO_OFFSET =
            Setting.number("offset", "for to=offset: this offset in each partition that is committed beyond it", 0);
    private static final Setting AGO =
            Setting.number("agoMillis", "for to=time: the first records that are not older than this, in ms", 1000);

    @Override
    public String kind() {
        return "offsets.reset";
    }

    @Override
    public String meaning() {
        return "stop the connector, set its committed offsets back, resume it";
    }

    @Override
    public List<Setting> settings() {
        return List.of(TO, TO_OFFSET, AGO, ONCE, RECORDS);
    }

    @Override
    public FaultSpec sized(FaultSpec spec, long recordsPerPartition) {
        if (!ONCE.is(spec, ONCE_COMMITTED) || RECORDS.numberOf(spec) > 0) {
            return spec;
        }
        return spec.with(RECORDS.name(), Long.toString(recordsPerPartition));
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        requireBeginning(moment);
        if (ONCE.is(moment.spec(), ONCE_COMMITTED)) {
            Shown.committed(moment, RECORDS.numberOf(moment.spec()));
        } else {
            Shown.committedAny(moment);
        }
        long epochMillis = System.currentTimeMillis();
        connect(moment).stop(connector(moment));
        try {
            ConnectorStop.awaitStopped(moment);
            Map<Integer, Long> before =
                    connect(moment).offsets(connector(moment), moment.run().topic());
            Map<Integer, Long> goal = goal(moment, before, epochMillis);
            Shown.until("Connect to reset the offsets of " + connector(moment), () -> reset(moment, goal));
            return did(EventNames.OFFSETS_RESET, describe(before, goal))
                    .about(again(moment.run().topic(), before, goal));
        } finally {
            connect(moment).resume(connector(moment));
        }
    }

    /** Where the partitions that go back are to stand. */
    private static Map<Integer, Long> goal(Moment moment, Map<Integer, Long> before, long epochMillis)
            throws IOException {
        Map<Integer, Long> wanted = wanted(moment, before, epochMillis);
        Map<Integer, Long> goal = new TreeMap<>();
        before.forEach((partition, committed) -> {
            long to = wanted.getOrDefault(partition, committed);
            if (to < committed) {
                goal.put(partition, to);
            }
        });
        if (goal.isEmpty()) {
            throw new IOException("no partition could go back: committed are " + before + ", wanted are " + wanted);
        }
        return goal;
    }

    private static Map<Integer, Long> wanted(Moment moment, Map<Integer, Long> before, long epochMillis)
            throws IOException {
        String topic = moment.run().topic();
        return switch (TO.of(moment.spec())) {
            case OFFSET ->
                before.keySet().stream()
                        .collect(Collectors.toMap(
                                partition -> partition, partition -> TO_OFFSET.numberOf(moment.spec())));
            case TIME -> connect(moment).offsetsSince(topic, epochMillis - AGO.numberOf(moment.spec()));
            default -> connect(moment).offsetsSince(topic, 0);
        };
    }

    private static void reset(Moment moment, Map<Integer, Long> goal) throws IOException {
        if (TO.is(moment.spec(), FORGOTTEN)) {
            connect(moment).resetOffsets(connector(moment));
        } else {
            connect(moment).alterOffsets(connector(moment), moment.run().topic(), goal);
        }
    }

    /** A consumer that begins at the end would skip what is there, and nobody could be blamed for it. */
    private static void requireBeginning(Moment moment) throws IOException {
        String policy = moment.run().config().getOrDefault(RESET_POLICY, EARLIEST);
        if (TO.is(moment.spec(), FORGOTTEN) && !policy.equals(EARLIEST)) {
            throw new IOException("the config has " + RESET_POLICY + "=" + policy
                    + ", with which forgotten offsets mean skipped records: use to=earliest");
        }
    }

    /** What is delivered once more because of it. */
    private static List<OffsetSpan> again(String topic, Map<Integer, Long> before, Map<Integer, Long> goal) {
        return goal.entrySet().stream()
                .map(back -> new OffsetSpan(
                        topic,
                        back.getKey(),
                        back.getValue(),
                        before.get(back.getKey()) - 1,
                        before.get(back.getKey()) - back.getValue()))
                .toList();
    }

    private static String describe(Map<Integer, Long> before, Map<Integer, Long> goal) {
        return goal.entrySet().stream()
                .map(entry -> "partition " + entry.getKey() + " from " + before.get(entry.getKey()) + " to "
                        + entry.getValue())
                .collect(Collectors.joining(", ", "committed offsets were set back: ", ""));
    }
}
