package dev.sinkproof.sinks.jdbc;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The connector's settings: their definition, and their values for one task. Immutable. */
public final class JdbcSinkConfig extends AbstractConfig {
    public static final String CONNECTION_URL = "connection.url";
    public static final String CONNECTION_USER = "connection.user";
    public static final String CONNECTION_PASSWORD = "connection.password";
    public static final String CONNECTION_TIMEOUT_MS = "connection.timeout.ms";
    public static final String SOCKET_TIMEOUT_MS = "socket.timeout.ms";
    public static final String LOCK_TIMEOUT_MS = "lock.timeout.ms";
    public static final String IDLE_TRANSACTION_TIMEOUT_MS = "idle.transaction.timeout.ms";
    public static final String DELIVERY_MODE = "delivery.mode";
    public static final String WRITE_MODE = "write.mode";
    public static final String DELETE_ENABLED = "delete.enabled";
    public static final String OFFSETS_TABLE_NAME = "offsets.table.name";
    public static final String TABLE_NAME_FORMAT = "table.name.format";
    public static final String KEY_COLUMN = "key.column";
    public static final String SOURCE_COLUMNS = "source.columns";
    public static final String AUTO_CREATE = "auto.create";
    public static final String AUTO_EVOLVE = "auto.evolve";
    public static final String BATCH_SIZE = "batch.size";
    public static final String MAX_RETRIES = "max.retries";
    public static final String RETRY_BACKOFF_MS = "retry.backoff.ms";

    /** The value of {@value #MAX_RETRIES} that never gives up. */
    public static final int UNLIMITED_RETRIES = -1;

    private static final String CONNECTOR_NAME = "name";
    private static final String CONNECTION = "Connection";
    private static final String DELIVERY = "Delivery";
    private static final String TABLES = "Tables";
    private static final String WRITING = "Writing";

    private final DeliveryMode deliveryMode;
    private final WriteMode writeMode;

    /**
     * Reads a task's or connector's configuration.
     *
     * @throws ConfigException when a value is missing or wrong, or two settings contradict each other
     */
    public JdbcSinkConfig(Map<String, String> properties) {
        // Not logged: a connection URL can carry a password.
        super(definition(), properties, false);
        List<ConfigRules.Violation> violations = ConfigRules.violations(values());
        if (!violations.isEmpty()) {
            throw new ConfigException(violations.get(0).text());
        }
        deliveryMode = deliveryMode(values());
        writeMode = writeMode(values());
    }

    /** All settings, with their defaults, validators and documentation. A new instance for each call. */
    public static ConfigDef definition() {
        ConfigDef def = new ConfigDef();
        defineConnection(def);
        defineDelivery(def);
        defineTables(def);
        defineWriting(def);
        return def;
    }

    private static void defineConnection(ConfigDef def) {
        int order = 0;
        def.define(
                CONNECTION_URL,
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new Validators.PostgresUrl(),
                Importance.HIGH,
                "JDBC URL of the PostgreSQL database, jdbc:postgresql://host:port/database. What the URL sets wins over"
                        + " the driver settings that the connector chooses. Keep passwords out of it.",
                CONNECTION,
                ++order,
                Width.LONG,
                "Database URL");
        def.define(
                CONNECTION_USER,
                Type.STRING,
                null,
                Importance.HIGH,
                "Database user.",
                CONNECTION,
                ++order,
                Width.MEDIUM,
                "User");
        def.define(
                CONNECTION_PASSWORD,
                Type.PASSWORD,
                null,
                Importance.HIGH,
                "Password of the database user.",
                CONNECTION,
                ++order,
                Width.MEDIUM,
                "Password");
        millis(def, CONNECTION_TIMEOUT_MS, 10_000, "How long to wait for a connection.", CONNECTION, ++order);
        millis(
                def,
                SOCKET_TIMEOUT_MS,
                60_000,
                "How long to wait for an answer of the database before the connection counts as lost; 0 waits for ever."
                        + " Must be shorter than the consumer's max.poll.interval.ms.",
                CONNECTION,
                ++order);
        millis(
                def,
                LOCK_TIMEOUT_MS,
                5_000,
                "How long a statement waits for a lock (PostgreSQL's lock_timeout) before the batch is tried again;"
                        + " 0 waits for ever.",
                CONNECTION,
                ++order);
        millis(
                def,
                IDLE_TRANSACTION_TIMEOUT_MS,
                10_000,
                "After how long the database ends a session of this connector that stalls inside a transaction"
                        + " (PostgreSQL's idle_in_transaction_session_timeout), so that a paused worker's locks do not"
                        + " block the task that took over; 0 never.",
                CONNECTION,
                ++order);
    }

    private static void defineDelivery(ConfigDef def) {
        int order = 0;
        def.define(
                DELIVERY_MODE,
                Type.STRING,
                DeliveryMode.AT_LEAST_ONCE.label(),
                ValidString.in(
                        DeliveryMode.AT_LEAST_ONCE.label(),
                        DeliveryMode.IDEMPOTENT.label(),
                        DeliveryMode.EXACTLY_ONCE.label()),
                Importance.HIGH,
                "What is promised. at-least-once: a replay writes again. idempotent: keyed rows are guarded by the source"
                        + " offset, a replay changes nothing. exactly-once: rows and source offset are one"
                        + " transaction, and tasks go on from the offsets in the database.",
                DELIVERY,
                ++order,
                Width.MEDIUM,
                "Delivery mode");
        def.define(
                WRITE_MODE,
                Type.STRING,
                WriteMode.AUTO,
                ValidString.in(WriteMode.AUTO, WriteMode.APPEND.label(), WriteMode.UPSERT.label()),
                Importance.HIGH,
                "append: one row for each record. upsert: one row for each record key. auto: upsert when delivery.mode is"
                        + " idempotent or delete.enabled is true, otherwise append.",
                DELIVERY,
                ++order,
                Width.MEDIUM,
                "Write mode");
        flag(
                def,
                DELETE_ENABLED,
                false,
                "Whether a record with a null value deletes its key's row; needs upsert. When false such a record is an"
                        + " error of that record.",
                DELIVERY,
                ++order);
        def.define(
                OFFSETS_TABLE_NAME,
                Type.STRING,
                "sinkproof_offsets",
                new Validators.TableFormat(),
                Importance.MEDIUM,
                "Table, optionally schema.table, that exactly-once keeps source offsets in; created when missing.",
                DELIVERY,
                ++order,
                Width.MEDIUM,
                "Offsets table");
    }

    private static void defineTables(ConfigDef def) {
        int order = 0;
        def.define(
                TABLE_NAME_FORMAT,
                Type.STRING,
                "${topic}",
                new Validators.TableFormat(),
                Importance.MEDIUM,
                "Table for a topic's records; ${topic} stands for the topic. What comes before the first dot of this"
                        + " setting is the schema; dots of the topic belong to the table's name.",
                TABLES,
                ++order,
                Width.MEDIUM,
                "Table name");
        def.define(
                KEY_COLUMN,
                Type.STRING,
                "record_key",
                new ConfigDef.NonEmptyString(),
                Importance.LOW,
                "Primary key column for record keys that are no struct; a struct's fields are columns of their own.",
                TABLES,
                ++order,
                Width.MEDIUM,
                "Key column");
        flag(
                def,
                SOURCE_COLUMNS,
                true,
                "Whether rows carry " + SourceColumns.TOPIC + ", " + SourceColumns.PARTITION + " and "
                        + SourceColumns.OFFSET + ". The idempotent mode needs them.",
                TABLES,
                ++order);
        flag(def, AUTO_CREATE, true, "Whether a missing table is created.", TABLES, ++order);
        flag(
                def,
                AUTO_EVOLVE,
                true,
                "Whether a column is added for a field that the table does not have. When false such a record fails the"
                        + " task; a field is never left out.",
                TABLES,
                ++order);
    }

    private static void defineWriting(ConfigDef def) {
        int order = 0;
        def.define(
                BATCH_SIZE,
                Type.INT,
                500,
                Range.between(1, 100_000),
                Importance.MEDIUM,
                "Most records in one transaction.",
                WRITING,
                ++order,
                Width.SHORT,
                "Batch size");
        def.define(
                MAX_RETRIES,
                Type.INT,
                10,
                Range.atLeast(UNLIMITED_RETRIES),
                Importance.MEDIUM,
                "How often a batch is tried again after a transient failure before the task fails; -1 never gives up.",
                WRITING,
                ++order,
                Width.SHORT,
                "Retries");
        millis(def, RETRY_BACKOFF_MS, 3_000, "How long to wait before a retry.", WRITING, ++order);
    }

    private static void millis(
            ConfigDef def, String name, int defaultMillis, String documentation, String group, int order) {
        def.define(
                name,
                Type.INT,
                defaultMillis,
                Range.atLeast(0),
                Importance.LOW,
                documentation + " In milliseconds.",
                group,
                order,
                Width.SHORT,
                name);
    }

    private static void flag(
            ConfigDef def, String name, boolean defaultValue, String documentation, String group, int order) {
        def.define(name, Type.BOOLEAN, defaultValue, Importance.MEDIUM, documentation, group, order, Width.SHORT, name);
    }

    static DeliveryMode deliveryMode(Map<String, ?> values) {
        return DeliveryMode.of((String) values.get(DELIVERY_MODE));
    }

    static WriteMode writeMode(Map<String, ?> values) {
        boolean needsKeys =
                deliveryMode(values) == DeliveryMode.IDEMPOTENT || Boolean.TRUE.equals(values.get(DELETE_ENABLED));
        return WriteMode.of((String) values.get(WRITE_MODE), needsKeys);
    }

    /** The connector's name, as Connect passes it to connector and tasks; empty when it passes none. */
    public String connectorName() {
        return originalsStrings().getOrDefault(CONNECTOR_NAME, "");
    }

    public DeliveryMode deliveryMode() {
        return deliveryMode;
    }

    public WriteMode writeMode() {
        return writeMode;
    }

    boolean keyed() {
        return writeMode == WriteMode.UPSERT;
    }

    boolean deletes() {
        return getBoolean(DELETE_ENABLED);
    }

    /** Whether deleted keys are remembered, so that a replay cannot bring them back. */
    boolean guardsDeletes() {
        return deliveryMode == DeliveryMode.IDEMPOTENT && deletes();
    }

    boolean sourceColumns() {
        return getBoolean(SOURCE_COLUMNS);
    }

    boolean autoCreate() {
        return getBoolean(AUTO_CREATE);
    }

    boolean autoEvolve() {
        return getBoolean(AUTO_EVOLVE);
    }

    int batchSize() {
        return getInt(BATCH_SIZE);
    }

    int maxRetries() {
        return getInt(MAX_RETRIES);
    }

    int retryBackoffMillis() {
        return getInt(RETRY_BACKOFF_MS);
    }

    String keyColumn() {
        return getString(KEY_COLUMN);
    }

    TableName tableFor(String topic) {
        return TableName.of(getString(TABLE_NAME_FORMAT), topic);
    }

    TableName offsetsTable() {
        return TableName.of(getString(OFFSETS_TABLE_NAME), "");
    }

    String password() {
        Password password = getPassword(CONNECTION_PASSWORD);
        return password == null ? null : password.value();
    }
}
