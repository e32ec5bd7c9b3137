package dev.sinkproof.fault;

import java.io.IOException;
import java.util.Map;

/** What can be done to the connector's consumer group from outside Connect. Thread-safe. */
public interface GroupControl {
    /**
     * Has a member that is no task of the connector join the group; returns before the group has taken it in. It reads no records and
     * commits nothing.
     *
     * @param config the connector's configuration, from which the member takes what all members must agree on
     */
    void join(String group, String topic, Map<String, String> config) throws IOException;

    /**
     * Waits until the member holds a partition.
     *
     * @return what it holds, for people
     * @throws IOException when it was given none
     */
    String awaitPartitions(String group) throws IOException;

    /** Has the member leave; returns when it has. One that is not there is no error. */
    void leave(String group) throws IOException;
}
