package dev.sinkproof.kafka.proxy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;

/** Asks the broker, by a listener that is not the proxy's, and remembers: an id never changes its name. Thread-safe. */
public final class AdminTopicNames implements TopicNames, AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final Map<Uuid, String> known = new ConcurrentHashMap<>();
    private Admin admin;

    /** Connects when it is asked for the first time. */
    public AdminTopicNames(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public Optional<String> of(Uuid topicId) {
        String name = known.get(topicId);
        return name == null ? asked(topicId) : Optional.of(name);
    }

    private Optional<String> asked(Uuid topicId) {
        try {
            String name = admin().describeTopics(TopicCollection.ofTopicIds(java.util.List.of(topicId)))
                    .topicIdValues()
                    .get(topicId)
                    .get(CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .name();
            known.put(topicId, name);
            return Optional.of(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicIdException) {
                return Optional.empty();
            }
            throw unreadable(topicId, e.getCause());
        } catch (TimeoutException e) {
            throw unreadable(topicId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(topicId, e);
        }
    }

    private static RequestUnreadableException unreadable(Uuid topicId, Throwable cause) {
        return new RequestUnreadableException(
                "the broker does not tell which topic " + topicId + " is: " + cause, cause);
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    (int) CALL.toMillis(),
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) CALL.toMillis()));
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }
}
