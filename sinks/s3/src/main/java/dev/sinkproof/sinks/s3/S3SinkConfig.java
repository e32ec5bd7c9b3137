package dev.sinkproof.sinks.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public final class S3SinkConfig extends AbstractConfig {
    public static final String BUCKET = "s3.bucket";
    public static final String REGION = "s3.region";
    public static final String ENDPOINT = "s3.endpoint";
    public static final String PATH_STYLE = "s3.path.style";
    public static final String ACCESS_KEY_ID = "s3.access.key.id";
    public static final String SECRET_ACCESS_KEY = "s3.secret.access.key";
    public static final String SESSION_TOKEN = "s3.session.token";
    public static final String SSE = "s3.sse";
    public static final String SSE_KMS_KEY_ID = "s3.sse.kms.key.id";
    public static final String TAGS = "s3.tags";
    public static final String PART_BYTES = "s3.part.bytes";
    public static final String REQUEST_TIMEOUT_MS = "s3.request.timeout.ms";
    public static final String DELIVERY_MODE = "delivery.mode";
    public static final String TOPICS_DIR = "topics.dir";
    public static final String PARTITIONER = "partitioner";
    public static final String PARTITION_FIELDS = "partition.fields";
    public static final String PARTITION_TIME_PATH = "partition.time.path";
    public static final String TIME_SOURCE = "time.source";
    public static final String TIME_FIELD = "time.field";
    public static final String TIME_ZONE = "time.zone";
    public static final String LATE_RECORDS = "late.records";
    public static final String FORMAT = "format";
    public static final String COMPRESSION = "compression";
    public static final String RAW_SEPARATOR = "format.raw.separator";
    public static final String ROW_GROUP_BYTES = "format.parquet.row.group.bytes";
    public static final String NULL_VALUES = "null.values";
    public static final String ROTATE_RECORDS = "rotate.records";
    public static final String ROTATE_BYTES = "rotate.bytes";
    public static final String ROTATE_RECORD_TIME_MS = "rotate.record.time.ms";
    public static final String ROTATE_WALL_CLOCK_MS = "rotate.wall.clock.ms";
    public static final String OPEN_FILES_MAX = "open.files.max";
    public static final String SPOOL_DIR = "spool.dir";
    public static final String PUT_MAX_MS = "put.max.ms";
    public static final String MAX_RETRIES = "max.retries";
    public static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
    public static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";

    /** The value of {@value #MAX_RETRIES} that never gives up. */
    public static final int UNLIMITED_RETRIES = -1;

    static final int AUTO = -1;
    static final int AUTO_WALL_CLOCK_MILLIS = 60_000;

    private static final int MIB = 1024 * 1024;
    /** What S3 demands of every part but the last. */
    private static final int PART_BYTES_LEAST = 5 * MIB;

    private static final String CONNECTION = "Connection";
    private static final String OBJECTS = "Objects";
    private static final String ROTATION = "Rotation";
    private static final String FAILURES = "Failures";

    /**
     * Reads a task's or connector's configuration.
     *
     * @throws ConfigException when a value is missing or wrong, or two settings contradict each other
     */
    public S3SinkConfig(Map<String, String> properties) {
        // Not logged: an endpoint can carry a login.
        super(definition(), properties, false);
        List<ConfigRules.Violation> violations = ConfigRules.violations(values());
        if (!violations.isEmpty()) {
            throw new ConfigException(violations.get(0).text());
        }
    }

    /** All settings, with their defaults, validators and documentation. A new instance for each call. */
    public static ConfigDef definition() {
        ConfigDef def = new ConfigDef();
        defineConnection(new Group(def, CONNECTION));
        defineObjects(new Group(def, OBJECTS));
        defineRotation(new Group(def, ROTATION));
        defineFailures(new Group(def, FAILURES));
        return def;
    }

    private static void defineConnection(Group group) {
        group.text(BUCKET, ConfigDef.NO_DEFAULT_VALUE, new ConfigDef.NonEmptyString(), Importance.HIGH, "The bucket.");
        group.text(REGION, "us-east-1", new ConfigDef.NonEmptyString(), Importance.HIGH, "The bucket's region.");
        group.text(
                ENDPOINT,
                null,
                new Validators.HttpUrl(),
                Importance.MEDIUM,
                "URL of an S3-compatible service, http(s)://host:port; without one, Amazon S3 in the region.");
        group.flag(
                PATH_STYLE,
                false,
                "Whether the bucket is named in the path of a URL instead of its host, as most services other than"
                        + " Amazon's want it.");
        group.text(
                ACCESS_KEY_ID,
                null,
                null,
                Importance.HIGH,
                "Access key id. Without keys, the AWS SDK's default chain is asked (environment, profile, container,"
                        + " instance), which also renews credentials that expire.");
        group.secret(SECRET_ACCESS_KEY, "Secret access key that belongs to " + ACCESS_KEY_ID + ".");
        group.secret(SESSION_TOKEN, "Session token of temporary keys. They expire, and are not renewed.");
        group.text(
                SSE,
                "none",
                ValidString.in("none", "AES256", "aws:kms"),
                Importance.MEDIUM,
                "Server-side encryption that is asked for with each object; none leaves it to the bucket's default.");
        group.text(SSE_KMS_KEY_ID, null, null, Importance.MEDIUM, "Id of the KMS key, for " + SSE + "=aws:kms.");
        group.list(TAGS, "Tags of each object, name=value.");
        group.number(
                PART_BYTES,
                8 * MIB,
                Range.atLeast(PART_BYTES_LEAST),
                Importance.LOW,
                "A larger file is uploaded in parts of this many bytes.");
        group.millis(
                REQUEST_TIMEOUT_MS,
                30_000,
                "How long one request may take, sending included, before it counts as lost.");
    }

    private static void defineObjects(Group group) {
        group.text(
                DELIVERY_MODE,
                DeliveryMode.AT_LEAST_ONCE.label(),
                ValidString.in(Arrays.stream(DeliveryMode.values())
                        .map(DeliveryMode::label)
                        .toArray(String[]::new)),
                Importance.HIGH,
                "What is promised. at-least-once: every object has a name of its own, a replay makes further ones."
                        + " deterministic: a replay makes the same objects again and replaces each by its like."
                        + " exactly-once: an object is made once (If-None-Match), a replay goes on behind it; the service must"
                        + " support conditional writes.");
        group.text(
                TOPICS_DIR, "topics", new Validators.Folder(), Importance.MEDIUM, "What all object names begin with.");
        group.text(
                PARTITIONER,
                "default",
                ValidString.in("default", "field", "time"),
                Importance.HIGH,
                "What object names have after the topic: default: partition=N. field: name=value of " + PARTITION_FIELDS
                        + ". time: the record's time as " + PARTITION_TIME_PATH + " says.");
        group.list(
                PARTITION_FIELDS,
                "Fields of the value that partitioner=field uses, in this order; dots lead into nested structs.");
        group.text(
                PARTITION_TIME_PATH,
                "'year'=yyyy/'month'=MM/'day'=dd/'hour'=HH",
                new Validators.TimePattern(),
                Importance.MEDIUM,
                "Pattern of java.time's DateTimeFormatter that partitioner=time uses.");
        group.text(
                TIME_SOURCE,
                "record",
                ValidString.in("record", "field", "wall-clock"),
                Importance.MEDIUM,
                "Where a record's time is taken from, for partitioner=time and " + ROTATE_RECORD_TIME_MS
                        + ": the record's timestamp, " + TIME_FIELD + ", or the clock when it is written.");
        group.text(
                TIME_FIELD,
                null,
                null,
                Importance.MEDIUM,
                "Field of the value with its time: a Timestamp, milliseconds since the epoch, a MicroTimestamp, or a text in"
                        + " ISO 8601.");
        group.text(TIME_ZONE, "UTC", new Validators.Zone(), Importance.MEDIUM, "Time zone of partitioner=time.");
        group.text(
                LATE_RECORDS,
                "own",
                ValidString.in("own", "current", "error"),
                Importance.MEDIUM,
                "What becomes of a record whose time belongs to an earlier folder than the first record of the open"
                        + " files. own: it goes to its own time's folder. current: to that first record's folder. error: it is"
                        + " an error of that record.");
        group.text(
                FORMAT,
                "json",
                ValidString.in(labels(Format.values(), Format::label)),
                Importance.HIGH,
                "json: a JSON text in a line for each record. avro, parquet: for values with a schema. raw: the values'"
                        + " bytes.");
        group.text(
                COMPRESSION,
                "none",
                ValidString.in(labels(Compression.values(), Compression::label)),
                Importance.MEDIUM,
                "Which ones there are depends on the format. json, raw: none, gzip, zstd, snappy. avro: none, deflate, zstd,"
                        + " snappy. parquet: none, zstd, snappy.");
        group.text(
                RAW_SEPARATOR,
                "\\n",
                new Validators.Escapes(),
                Importance.LOW,
                "What follows each value with format=raw; escapes as in Java (\\n, \\t, \\0); may be empty. A value that holds it"
                        + " is an error of that record.");
        group.number(
                ROW_GROUP_BYTES,
                16 * MIB,
                Range.atLeast(64 * 1024),
                Importance.LOW,
                "Size of a row group with format=parquet. One is held in memory for each open file.");
        group.text(
                NULL_VALUES,
                "error",
                ValidString.in("error", "skip"),
                Importance.MEDIUM,
                "What becomes of a record without a value. error: it is an error of that record. skip: it is left out.");
    }

    private static void defineRotation(Group group) {
        group.number(
                ROTATE_RECORDS,
                10_000,
                Range.atLeast(1),
                Importance.HIGH,
                "A partition's open files become objects when they hold this many records.");
        group.number(
                ROTATE_BYTES,
                64 * MIB,
                Range.atLeast(1),
                Importance.HIGH,
                "A partition's open files become objects when they hold this many bytes, before compression where the"
                        + " format tells.");
        group.millis(
                ROTATE_RECORD_TIME_MS,
                0,
                "A partition's open files become objects when a record's time is this much later than their first record's;"
                        + " 0 never.");
        group.number(
                ROTATE_WALL_CLOCK_MS,
                AUTO,
                Range.atLeast(AUTO),
                Importance.HIGH,
                "A partition's open files become objects when this time has passed since their first record, also when no"
                        + " further record comes; 0 never. In milliseconds. -1: " + AUTO_WALL_CLOCK_MILLIS
                        + " where the delivery mode allows it, else 0.");
        group.number(
                OPEN_FILES_MAX,
                50,
                Range.atLeast(1),
                Importance.LOW,
                "Most files that one partition has open at a time; the one after that makes objects of them.");
        group.text(
                SPOOL_DIR,
                System.getProperty("java.io.tmpdir"),
                new ConfigDef.NonEmptyString(),
                Importance.MEDIUM,
                "Local folder for files that are not yet objects. Nothing remains there when the worker ends, however it"
                        + " does.");
    }

    private static void defineFailures(Group group) {
        group.millis(
                PUT_MAX_MS,
                60_000,
                "Uploads that take longer go on after Connect has been given control. Must be shorter than the consumer's"
                        + " max.poll.interval.ms by at least " + REQUEST_TIMEOUT_MS + ".");
        group.number(
                MAX_RETRIES,
                10,
                Range.atLeast(UNLIMITED_RETRIES),
                Importance.MEDIUM,
                "How often in a row a transient failure is tried again before the task fails; -1 never gives up.");
        group.millis(
                RETRY_BACKOFF_MS,
                500,
                "How long to wait before the first retry; each further one waits twice as long.");
        group.millis(RETRY_BACKOFF_MAX_MS, 60_000, "The longest wait before a retry.");
    }

    private static <T> String[] labels(T[] values, java.util.function.Function<T, String> label) {
        return Arrays.stream(values).map(label).toArray(String[]::new);
    }

    /** Defines the settings of one group, in the order in which they are shown. */
    private static final class Group {
        private final ConfigDef def;
        private final String name;
        private int order;

        Group(ConfigDef def, String name) {
            this.def = def;
            this.name = name;
        }

        void text(
                String setting,
                Object otherwise,
                ConfigDef.Validator validator,
                Importance importance,
                String documentation) {
            add(setting, Type.STRING, otherwise, validator, importance, documentation, Width.MEDIUM);
        }

        void secret(String setting, String documentation) {
            add(setting, Type.PASSWORD, null, null, Importance.HIGH, documentation, Width.MEDIUM);
        }

        void list(String setting, String documentation) {
            add(setting, Type.LIST, List.of(), null, Importance.MEDIUM, documentation, Width.LONG);
        }

        void flag(String setting, boolean otherwise, String documentation) {
            add(setting, Type.BOOLEAN, otherwise, null, Importance.MEDIUM, documentation, Width.SHORT);
        }

        void number(
                String setting,
                int otherwise,
                ConfigDef.Validator validator,
                Importance importance,
                String documentation) {
            add(setting, Type.INT, otherwise, validator, importance, documentation, Width.SHORT);
        }

        void millis(String setting, int otherwise, String documentation) {
            number(setting, otherwise, Range.atLeast(0), Importance.LOW, documentation + " In milliseconds.");
        }

        private void add(
                String setting,
                Type type,
                Object otherwise,
                ConfigDef.Validator validator,
                Importance importance,
                String documentation,
                Width width) {
            order++;
            def.define(setting, type, otherwise, validator, importance, documentation, name, order, width, setting);
        }
    }

    /** The connector's name, as Connect passes it to connector and tasks; empty when it passes none. */
    public String connectorName() {
        return originalsStrings().getOrDefault("name", "");
    }

    public String bucket() {
        return getString(BUCKET);
    }

    public DeliveryMode deliveryMode() {
        return DeliveryMode.of(getString(DELIVERY_MODE));
    }

    String region() {
        return getString(REGION);
    }

    Optional<URI> endpoint() {
        return Optional.ofNullable(getString(ENDPOINT)).map(URI::create);
    }

    boolean pathStyle() {
        return getBoolean(PATH_STYLE);
    }

    Optional<String> accessKeyId() {
        return Optional.ofNullable(getString(ACCESS_KEY_ID));
    }

    Optional<String> secret(String setting) {
        return Optional.ofNullable(getPassword(setting)).map(Password::value);
    }

    Optional<String> sse() {
        return Optional.of(getString(SSE)).filter(sse -> !sse.equals("none"));
    }

    Optional<String> sseKmsKeyId() {
        return Optional.ofNullable(getString(SSE_KMS_KEY_ID));
    }

    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : getList(TAGS)) {
            int equals = tag.indexOf('=');
            tags.put(tag.substring(0, equals), tag.substring(equals + 1));
        }
        return tags;
    }

    int partBytes() {
        return getInt(PART_BYTES);
    }

    int requestTimeoutMillis() {
        return getInt(REQUEST_TIMEOUT_MS);
    }

    String topicsDir() {
        return getString(TOPICS_DIR);
    }

    String partitioner() {
        return getString(PARTITIONER);
    }

    List<String> partitionFields() {
        return getList(PARTITION_FIELDS);
    }

    String partitionTimePath() {
        return getString(PARTITION_TIME_PATH);
    }

    String timeSource() {
        return getString(TIME_SOURCE);
    }

    String timeField() {
        return getString(TIME_FIELD);
    }

    ZoneId timeZone() {
        return ZoneId.of(getString(TIME_ZONE));
    }

    String lateRecords() {
        return getString(LATE_RECORDS);
    }

    Format format() {
        return Format.of(getString(FORMAT));
    }

    Compression compression() {
        return Compression.of(getString(COMPRESSION));
    }

    String extension() {
        return format().extension(compression());
    }

    byte[] rawSeparator() {
        return getString(RAW_SEPARATOR).translateEscapes().getBytes(StandardCharsets.UTF_8);
    }

    long rowGroupBytes() {
        return getInt(ROW_GROUP_BYTES);
    }

    boolean skipsNulls() {
        return getString(NULL_VALUES).equals("skip");
    }

    int rotateRecords() {
        return getInt(ROTATE_RECORDS);
    }

    int rotateBytes() {
        return getInt(ROTATE_BYTES);
    }

    int rotateRecordTimeMillis() {
        return getInt(ROTATE_RECORD_TIME_MS);
    }

    /** 0 for never. */
    int rotateWallClockMillis() {
        int asked = getInt(ROTATE_WALL_CLOCK_MS);
        if (asked != AUTO) {
            return asked;
        }
        return ConfigRules.allowsClock(values()) ? AUTO_WALL_CLOCK_MILLIS : 0;
    }

    int openFilesMax() {
        return getInt(OPEN_FILES_MAX);
    }

    Path spoolDir() {
        return Path.of(getString(SPOOL_DIR));
    }

    int putMaxMillis() {
        return getInt(PUT_MAX_MS);
    }

    int maxRetries() {
        return getInt(MAX_RETRIES);
    }

    int retryBackoffMillis() {
        return getInt(RETRY_BACKOFF_MS);
    }

    int retryBackoffMaxMillis() {
        return getInt(RETRY_BACKOFF_MAX_MS);
    }
}
