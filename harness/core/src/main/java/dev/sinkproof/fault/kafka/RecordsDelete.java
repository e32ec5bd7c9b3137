package dev.sinkproof.fault.kafka;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Retention overtakes the sink: records below an offset are deleted, whether it has read them or not. They do not come back. */
final class RecordsDelete implements Fault {
    private static final Setting PARTITION = Setting.number("partition", "partition of the source topic", 0);
    private static final Setting BELOW = Setting.number("below", "all records below this offset");

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
        return List.of(PARTITION, BELOW);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.SOURCE_LOG);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        int partition = (int) PARTITION.numberOf(moment.spec());
        long first = moment.system()
                .source()
                .deleteRecordsBelow(moment.run().topic(), partition, BELOW.numberOf(moment.spec()));
        return Effect.of(
                EventNames.RECORDS_DELETED,
                "kafka",
                moment.run().topic() + "-" + partition + " now begins at offset " + first);
    }
}
