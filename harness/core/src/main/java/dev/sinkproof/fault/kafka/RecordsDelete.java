package dev.sinkproof.fault.kafka;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.SizedByPlan;
import dev.sinkproof.fault.SourceControl;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Retention overtakes the sink: records below an offset are deleted, whether it has read them or not. They do not come back. Its effect
 * speaks of those that were not committed then: nobody can deliver them any more.
 */
final class RecordsDelete implements SizedByPlan {
    private static final String SOME = "some";
    private static final Setting PARTITION = Setting.number("partition", "partition of the source topic", 0);
    private static final Setting BELOW = Setting.number(
            "below",
            "all records below this offset, once the log has reached it; 0: nine tenths of what the plan produces to a partition",
            0);
    private static final Setting UNREAD = Setting.choice(
            "unread",
            "any: whether they were delivered or not; some: it cannot be done when all of them were committed",
            "any",
            "any",
            SOME);

    @Override
    public String kind() {
        return "records.delete";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.KAFKA;
    }

    @Override
    public String meaning() {
        return "delete the records of a partition below an offset, as retention does; they do not come back";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PARTITION, BELOW, UNREAD);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.SOURCE_LOG, Capability.CONNECT);
    }

    @Override
    public FaultSpec sized(FaultSpec spec, long recordsPerPartition) {
        if (BELOW.numberOf(spec) > 0) {
            return spec;
        }
        return spec.with(BELOW.name(), Long.toString(Math.max(1, recordsPerPartition * 9 / 10)));
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String topic = moment.run().topic();
        int partition = (int) PARTITION.numberOf(moment.spec());
        long below = BELOW.numberOf(moment.spec());
        SourceControl source = moment.system().source();
        source.awaitEnd(topic, partition, below);
        long committed = moment.system()
                .connector()
                .offsets(moment.run().connector(), topic)
                .getOrDefault(partition, 0L);
        if (UNREAD.is(moment.spec(), SOME) && committed >= below) {
            throw new IOException("the connector has committed " + topic + "-" + partition + " up to offset "
                    + committed + ", so deleting what lies below " + below + " overtakes nothing");
        }
        long first = source.deleteRecordsBelow(topic, partition, below);
        Effect effect = Effect.of(
                EventNames.RECORDS_DELETED,
                "kafka",
                topic + "-" + partition + " now begins at offset " + first
                        + (committed < first ? ", and the connector has committed up to " + committed : ""));
        return committed < first
                ? effect.about(List.of(new OffsetSpan(topic, partition, committed, first - 1, first - committed)))
                : effect;
    }
}
