package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.GroupControl;
import dev.sinkproof.kafka.ForeignMember;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Members of connectors' consumer groups that are no tasks. Thread-safe. */
final class ForeignMembers implements GroupControl {
    /** Less than the engine gives a fault that is under way at the end. */
    private static final Duration MOST = Duration.ofSeconds(25);

    private final String bootstrapServers;
    private final Map<String, String> workerSettings;
    private final Map<String, ForeignMember> members = new ConcurrentHashMap<>();

    ForeignMembers(String bootstrapServers, Map<String, String> workerSettings) {
        this.bootstrapServers = bootstrapServers;
        this.workerSettings = Map.copyOf(workerSettings);
    }

    @Override
    public void join(String group, String topic, Map<String, String> config) throws IOException {
        leave(group);
        members.put(
                group,
                ForeignMember.join(
                        bootstrapServers, group, List.of(topic), ForeignMember.sharedSettings(workerSettings, config)));
    }

    @Override
    public String awaitPartitions(String group) throws IOException {
        ForeignMember member = members.get(group);
        if (member == null) {
            throw new IOException("no foreign member has joined " + group);
        }
        member.awaitPartitions(MOST);
        return member.toString();
    }

    @Override
    public void leave(String group) throws IOException {
        ForeignMember member = members.remove(group);
        if (member != null) {
            member.leave();
        }
    }

    /** All of them leave. */
    void leaveAll() throws IOException {
        for (String group : List.copyOf(members.keySet())) {
            leave(group);
        }
    }
}
