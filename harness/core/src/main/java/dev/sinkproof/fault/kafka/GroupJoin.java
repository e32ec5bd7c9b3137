package dev.sinkproof.fault.kafka;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.ShowsLater;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/**
 * A member that is no task joins the connector's consumer group and takes partitions from tasks that live on; healed, it leaves and they come
 * back to them. Connect's own rebalances end the task objects, this one does not: what a task keeps for a partition beyond close shows here.
 */
final class GroupJoin implements ShowsLater {
    @Override
    public String kind() {
        return "group.join";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.KAFKA;
    }

    @Override
    public String meaning() {
        return "have a foreign member join the consumer group and take partitions from living tasks; healed, it leaves";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.GROUP);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String group = moment.run().group();
        moment.system().group().join(group, moment.run().topic(), moment.run().config());
        return Effect.of(EventNames.GROUP_JOINED, "kafka", "a foreign member joins " + group);
    }

    @Override
    public Effect confirm(Moment moment, Effect struck) throws IOException {
        String held = moment.system().group().awaitPartitions(moment.run().group());
        return Effect.of(EventNames.GROUP_JOINED, "kafka", held);
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().group().leave(moment.run().group());
    }
}
