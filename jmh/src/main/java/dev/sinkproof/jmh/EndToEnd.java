package dev.sinkproof.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.subject.SubjectFile;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import dev.sinkproof.workload.WorkloadProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * From topic to table, through a real broker, a real worker and its converters: records a second of the reference JDBC sink and of the unmodified
 * Debezium JDBC sink, with the same records, the same PostgreSQL, one task and one partition. A batch is what a poll brings at most ({@code
 * max.poll.records}) and what the sink is allowed to write at once.
 *
 * <p>All subjects share one environment and take turns, so that a machine that is busy for a while is busy for all of them. The clock runs from the
 * first rows that can be read to the last, so that starting a connector is not measured. No link is between; the agent is attached and idle.
 *
 * <p>Arguments: the file to write the results to, as JMH would; then batch sizes, or none for 500, 2000 and 10000. Needs {@code -Dsinkproof.home} (what {@code
 * mvn package} leaves in {@code scenarios/target/dist}) and the agent's jar as {@link AgentCost} does.
 */
public final class EndToEnd {
    private static final int RECORDS = 200_000;
    private static final int ROUNDS = 3;
    private static final List<Integer> BATCH_SIZES = List.of(500, 2_000, 10_000);
    private static final Duration PRODUCE = Duration.ofMinutes(2);
    private static final Duration WRITE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;

    private static final String REFERENCE = """
            connector.class=dev.sinkproof.sinks.jdbc.JdbcSinkConnector
            connection.url=%1$s
            auto.create=true
            sinkproof.plugin=bundled:jdbc
            delivery.mode=at-least-once
            """;
    private static final String DEBEZIUM = """
            connector.class=io.debezium.connector.jdbc.JdbcSinkConnector
            connection.url=%1$s
            connection.username=postgres
            connection.password=
            schema.evolution=basic
            sinkproof.plugin=io.debezium:debezium-connector-jdbc:3.5.0.Final
            """;

    /** What is compared. */
    private enum Sink {
        REFERENCE_APPEND(REFERENCE + "write.mode=append\n"),
        DEBEZIUM_INSERT(DEBEZIUM + "insert.mode=insert\nprimary.key.mode=none\n"),
        REFERENCE_UPSERT(REFERENCE + "write.mode=upsert\n"),
        DEBEZIUM_UPSERT(DEBEZIUM + "insert.mode=upsert\nprimary.key.mode=record_key\n");

        private final String text;

        Sink(String text) {
            this.text = text;
        }

        SubjectSpec subject(String url) {
            String subject = String.format(Locale.ROOT, text, url) + "topics=" + RecordFeed.TOPIC + "\n"
                    + "sinkproof.target=postgresql\n"
                    + "sinkproof.target.table=" + RecordFeed.TOPIC + "\n";
            return SubjectFile.parse(name(), name().toLowerCase(Locale.ROOT), subject, false, null);
        }
    }

    private final EmbeddedEnvironment environment;
    private final DurablePostgres postgres;
    private int connectors;

    private EndToEnd(EmbeddedEnvironment environment, DurablePostgres postgres) {
        this.environment = environment;
        this.postgres = postgres;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("name the file that the results go to, then batch sizes if you like");
        }
        Logs.quiet();
        List<Integer> sizes = arguments.length == 1
                ? BATCH_SIZES
                : Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
        Map<Sink, Map<Integer, List<Double>>> rates = new LinkedHashMap<>();
        Path logs = Files.createTempDirectory("sinkproof-end-to-end-");
        try (DurablePostgres postgres = DurablePostgres.start();
                EmbeddedEnvironment environment = EmbeddedEnvironment.start(
                        Arrays.stream(Sink.values())
                                .map(sink -> sink.subject(postgres.url()))
                                .toList(),
                        logs,
                        System.err::println)) {
            EndToEnd run = new EndToEnd(environment, postgres);
            run.produce();
            for (int round = 0; round < ROUNDS; round++) {
                for (int size : sizes) {
                    for (Sink sink : Sink.values()) {
                        double rate = run.measure(sink, size);
                        System.out.printf(Locale.ROOT, "%-17s batch %6d: %9.0f records/s%n", sink, size, rate);
                        rates.computeIfAbsent(sink, absent -> new LinkedHashMap<>())
                                .computeIfAbsent(size, absent -> new ArrayList<>())
                                .add(rate);
                    }
                }
            }
        }
        write(Path.of(arguments[0]), rates);
        System.out.println("Logs of all processes: " + logs);
    }

    private void produce() throws Exception {
        environment.sourceLog().create(RecordFeed.TOPIC, 1);
        Workload workload = new Workload(
                new WorkloadSpec(1, 1, RECORDS, RecordFeed.ROUND, 0, 0), RecordFeed.TOPIC, WriteModel.UPSERT);
        try (WorkloadProducer producer = WorkloadProducer.start(
                workload,
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, environment.bootstrapServers()),
                (irregularity, partition, offset) -> {})) {
            producer.await(PRODUCE);
        }
    }

    /** Records a second of a connector of its own, from an empty database. */
    private double measure(Sink sink, int batchSize) throws IOException, SQLException, InterruptedException {
        postgres.execute("DROP TABLE IF EXISTS " + RecordFeed.TOPIC);
        String name = "end-to-end-" + ++connectors;
        Map<String, String> config = new HashMap<>(sink.subject(postgres.url()).config());
        config.put("name", name);
        config.put("tasks.max", "1");
        config.put("batch.size", Integer.toString(batchSize));
        config.put("consumer.override.max.poll.records", Integer.toString(batchSize));
        // The default would end a poll long before it is full.
        config.put("consumer.override.max.partition.fetch.bytes", Integer.toString(64 * 1024 * 1024));
        config.put("consumer.override.fetch.max.bytes", Integer.toString(64 * 1024 * 1024));
        ConnectRest connect = environment.connect();
        connect.putConfig(name, config);
        try {
            return rate(connect, name);
        } finally {
            connect.delete(name);
        }
    }

    private double rate(ConnectRest connect, String name) throws IOException, SQLException, InterruptedException {
        long deadline = System.nanoTime() + WRITE.toNanos();
        long firstSeen = -1;
        long firstNanos = 0;
        while (true) {
            long newest = newest();
            long now = System.nanoTime();
            if (newest >= 0 && firstSeen < 0) {
                firstSeen = newest;
                firstNanos = now;
            }
            if (newest == RECORDS - 1) {
                if (firstSeen == newest) {
                    throw new IllegalStateException(name + " wrote everything between two looks; there is no rate");
                }
                return (newest - firstSeen) / ((now - firstNanos) / 1e9);
            }
            if (now > deadline) {
                throw new IllegalStateException(name + " has not written all " + RECORDS + " records within " + WRITE
                        + "; the newest in its table is " + newest + ", its tasks are "
                        + connect.status(name).tasks());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Ordinal of the newest record in the table, -1 when there is none. The partition's records are written in order. */
    private long newest() throws SQLException {
        if (postgres.one("SELECT to_regclass('" + RecordFeed.TOPIC + "') IS NULL")
                .equals("t")) {
            return -1;
        }
        return Long.parseLong(postgres.one(
                "SELECT coalesce(max(" + RecordIdentity.ORDINAL_COLUMN + "), -1) FROM " + RecordFeed.TOPIC));
    }

    /** As JMH writes results, as far as {@code sinkproof report --benchmarks} reads them. */
    private static void write(Path file, Map<Sink, Map<Integer, List<Double>>> rates) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode all = json.createArrayNode();
        rates.forEach((sink, bySize) -> bySize.forEach((size, measured) -> {
            ObjectNode one = all.addObject().put("benchmark", EndToEnd.class.getName() + "." + sink);
            one.putObject("params").put("batchSize", Integer.toString(size));
            ObjectNode records =
                    one.putObject("secondaryMetrics").putObject("records").put("scoreUnit", "ops/s");
            ArrayNode round = records.putArray("rawData").addArray();
            measured.forEach(round::add);
        }));
        json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }
}
