package dev.sinkproof.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What Connect's metrics say of each sink task in this JVM, as a person with a JMX console would read them: rounded to whole numbers, under
 * the names that Connect gives them.
 */
final class TaskFigures {
    private static final String SINK_TASKS = "kafka.connect:type=sink-task-metrics,connector=*,task=*";
    private static final String LAGS = "kafka.consumer:type=consumer-fetch-manager-metrics,partition=*,*";
    private static final String CONSUMER_PREFIX = "connector-consumer-";
    private static final String LAG = "records-lag";

    /** Type of bean to the attributes that are read of it. */
    private static final Map<String, String[]> READ = Map.of(
            "sink-task-metrics", new String[] {"put-batch-max-time-ms", "put-batch-avg-time-ms"},
            "connector-task-metrics", new String[] {"offset-commit-max-time-ms", "offset-commit-avg-time-ms"},
            "task-error-metrics",
                    new String[] {
                        "total-record-failures",
                        "total-record-errors",
                        "total-records-skipped",
                        "total-retries",
                        "deadletterqueue-produce-requests",
                        "deadletterqueue-produce-failures"
                    });

    private final Supplier<MBeanServer> servers;

    /** @param servers asked at each reading, and not before: to make the platform's takes time that a starting worker needs */
    TaskFigures(Supplier<MBeanServer> servers) {
        this.servers = servers;
    }

    /**
     * By task, such as {@code orders-0}.
     *
     * @throws JMException when a bean is there and cannot be read
     */
    Map<String, Map<String, Long>> read() throws JMException {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        for (ObjectName bean : servers.get().queryNames(new ObjectName(SINK_TASKS), null)) {
            all.put(taskOf(bean), of(bean));
        }
        if (!all.isEmpty()) {
            lags().forEach((task, lag) -> all.computeIfPresent(task, (same, figures) -> with(figures, lag)));
        }
        return all;
    }

    private static Map<String, Long> with(Map<String, Long> figures, long lag) {
        figures.put(LAG, lag);
        return figures;
    }

    private static String taskOf(ObjectName bean) {
        return key(bean, "connector") + "-" + key(bean, "task");
    }

    private Map<String, Long> of(ObjectName sinkTask) throws JMException {
        Map<String, Long> figures = new TreeMap<>();
        for (Map.Entry<String, String[]> type : READ.entrySet()) {
            ObjectName bean = new ObjectName("kafka.connect:type=" + type.getKey() + ",connector="
                    + sinkTask.getKeyProperty("connector") + ",task=" + sinkTask.getKeyProperty("task"));
            attributes(bean, type.getValue()).forEach(attribute -> add(figures, attribute));
        }
        return figures;
    }

    /** Empty when the task has just ended and taken its beans with it. */
    private List<Attribute> attributes(ObjectName bean, String... names) throws JMException {
        try {
            return servers.get().getAttributes(bean, names).asList();
        } catch (InstanceNotFoundException e) {
            return List.of();
        }
    }

    /** What has not been measured yet is no number. */
    private static void add(Map<String, Long> figures, Attribute attribute) {
        if (attribute.getValue() instanceof Number number && Double.isFinite(number.doubleValue())) {
            figures.put(attribute.getName(), Math.round(number.doubleValue()));
        }
    }

    /** Sums over the partitions of each task's consumer, as that saw them with its last fetch. */
    private Map<String, Long> lags() throws JMException {
        Map<String, Long> lags = new HashMap<>();
        Set<ObjectName> partitions = servers.get().queryNames(new ObjectName(LAGS), null);
        for (ObjectName partition : partitions) {
            String client = key(partition, "client-id");
            if (client.startsWith(CONSUMER_PREFIX)) {
                Map<String, Long> figures = new HashMap<>();
                attributes(partition, LAG).forEach(attribute -> add(figures, attribute));
                figures.values().forEach(lag -> lags.merge(client.substring(CONSUMER_PREFIX.length()), lag, Long::sum));
            }
        }
        return lags;
    }

    /** Kafka quotes what JMX does not allow in a name. */
    private static String key(ObjectName bean, String property) {
        String value = bean.getKeyProperty(property);
        return value != null && value.startsWith("\"") ? ObjectName.unquote(value) : String.valueOf(value);
    }
}
