package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.InvalidFaultException;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.SizedByPlan;
import dev.sinkproof.fault.StrikesApart;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultSpec;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The source topic is deleted, and another of that name is created: its offsets begin at 0, while the target, and perhaps the group,
 * hold those of the first. Only once the connector has committed all of the first topic, so that nothing goes with it that nobody could
 * have delivered. What is left of the workload is produced to the new topic.
 */
public final class TopicRecreate extends ConnectFault implements StrikesApart, SizedByPlan {
    /** As a fault of a plan is called. */
    public static final String KIND = "topic.recreate";

    private static final String STOPPED = "stopped";
    private static final String FORGOTTEN = "forgotten";

    private static final Setting RECORDS = Setting.number(
            "records", "how many records of each partition are produced to the first topic; 0: three fifths", 0);
    private static final Setting CONNECTOR = Setting.choice(
            "connector",
            "whether the connector is stopped meanwhile; healed, it is resumed",
            STOPPED,
            STOPPED,
            "running");
    private static final Setting OFFSETS = Setting.choice(
            "offsets",
            "whether its offsets are reset with Connect's REST interface, which tells the connector too; only while it is stopped",
            "kept",
            "kept",
            FORGOTTEN);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String meaning() {
        return "delete the source topic once all of it is committed, and create another of that name";
    }

    @Override
    public List<Setting> settings() {
        return List.of(RECORDS, CONNECTOR, OFFSETS);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.CONNECT, Capability.SOURCE_LOG);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public FaultSpec sized(FaultSpec spec, long recordsPerPartition) {
        if (OFFSETS.is(spec, FORGOTTEN) && !CONNECTOR.is(spec, STOPPED)) {
            throw wrong(
                    spec,
                    "Connect resets offsets of a stopped connector only, so offsets=forgotten needs connector=stopped");
        }
        long asked = RECORDS.numberOf(spec);
        long records = asked == 0 ? recordsPerPartition * 3 / 5 : asked;
        if (records < 1 || records >= recordsPerPartition) {
            throw wrong(
                    spec,
                    "there must be records for both topics, but " + records + " of " + recordsPerPartition
                            + " records of each partition are for the first");
        }
        return spec.with(RECORDS.name(), Long.toString(records));
    }

    /** How many records of each partition the first topic gets. */
    public static long recordsBefore(FaultSpec sized) {
        return RECORDS.numberOf(sized);
    }

    private static InvalidFaultException wrong(FaultSpec spec, String problem) {
        return new InvalidFaultException("fault " + spec.id() + " (" + KIND + "): " + problem);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        Shown.committed(moment, recordsBefore(moment.spec()));
        boolean stopped = CONNECTOR.is(moment.spec(), STOPPED);
        if (stopped) {
            connect(moment).stop(connector(moment));
            ConnectorStop.awaitStopped(moment);
        }
        String topic = moment.run().topic();
        moment.system().source().recreate(topic);
        if (OFFSETS.is(moment.spec(), FORGOTTEN)) {
            Shown.until(
                    "Connect to reset the offsets of " + connector(moment),
                    () -> connect(moment).resetOffsets(connector(moment)));
        }
        return did(
                EventNames.TOPIC_RECREATED,
                topic + " was deleted and created again" + (stopped ? ", while the connector was stopped" : "")
                        + (OFFSETS.is(moment.spec(), FORGOTTEN) ? ", and its offsets were reset" : ""));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        if (CONNECTOR.is(moment.spec(), STOPPED)) {
            connect(moment).resume(connector(moment));
        }
    }
}
