package dev.sinkproof.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.ObjectClaim;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TopicRecreation;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a subject file: the connector's own {@code .properties} or JSON exactly as Connect takes it, plus {@code
 * sinkproof.*} keys, which are taken out.
 */
public final class SubjectFile {
    private static final String PREFIX = "sinkproof.";
    private static final String TARGET_PREFIX = PREFIX + "target.";
    private static final String GUARANTEE = PREFIX + "contract.guarantee";
    private static final String WRITE_MODEL = PREFIX + "contract.write-model";
    private static final String POISON_POLICY = PREFIX + "contract.poison-policy";
    private static final String ORDER = PREFIX + "contract.order";
    private static final String REPLAY = PREFIX + "contract.replay";
    private static final String TOPIC_RECREATION = PREFIX + "contract.topic-recreation";
    private static final String OPERATOR = PREFIX + "contract.operator";
    private static final String RECOVERY_OBJECTIVE = PREFIX + "contract.recovery-objective.ms";
    private static final String OBJECT_RECORDS = PREFIX + "contract.object-records";
    private static final String TIME_FOLDER = PREFIX + "contract.time-folder";
    private static final String TIME_ZONE = PREFIX + "contract.time-zone";
    private static final String NAME = PREFIX + "name";
    private static final String PLUGIN = PREFIX + "plugin";
    private static final String CONVERTERS = PREFIX + "converters";
    private static final String TARGET = PREFIX + "target";
    private static final Set<String> KEYS = Set.of(
            GUARANTEE,
            WRITE_MODEL,
            POISON_POLICY,
            ORDER,
            OPERATOR,
            TOPIC_RECREATION,
            REPLAY,
            RECOVERY_OBJECTIVE,
            OBJECT_RECORDS,
            TIME_FOLDER,
            TIME_ZONE,
            NAME,
            PLUGIN,
            CONVERTERS,
            TARGET,
            TARGET_PREFIX + "table");

    private final String where;
    private final Map<String, String> entries;

    private SubjectFile(String where, Map<String, String> entries) {
        this.where = where;
        this.entries = entries;
    }

    /**
     * Reads a subject from a file; its name without extension is the subject's name unless {@code sinkproof.name} says
     * otherwise. Relative plugin paths are relative to the file's folder.
     *
     * @throws SubjectException when the file is missing, malformed, or says something that is not understood
     */
    public static SubjectSpec read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new SubjectException("subject file not found: " + file + " (looked in "
                    + file.toAbsolutePath().getParent() + "). `sinkproof list sinks` shows the built-in ones.");
        } catch (CharacterCodingException e) {
            throw new SubjectException("subject file is not UTF-8 text: " + file, e);
        } catch (IOException e) {
            throw new SubjectException("cannot read subject file " + file + ": " + e.getMessage(), e);
        }
        String fileName = file.getFileName().toString();
        boolean json = fileName.endsWith(".json");
        String name = fileName.replaceFirst("\\.(json|properties|config|conf)$", "");
        Path folder = file.toAbsolutePath().getParent();
        return parse(file.toString(), name, text, json, folder);
    }

    /** Parses a subject's text. {@code where} names it in errors; {@code folder} may be null. */
    public static SubjectSpec parse(String where, String name, String text, boolean json, Path folder) {
        Map<String, String> entries = json ? fromJson(where, text) : fromProperties(where, text);
        return new SubjectFile(where, entries).toSpec(name, folder);
    }

    private static Map<String, String> fromProperties(String where, String text) {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(text)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SubjectException("malformed subject file " + where + ": " + e.getMessage(), e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> entries.put(key, properties.getProperty(key).trim()));
        return entries;
    }

    private static Map<String, String> fromJson(String where, String text) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new SubjectException(
                    "malformed subject file " + where + ": not JSON (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        }
        JsonNode config = root.path("config").isObject() ? root.get("config") : root;
        if (!config.isObject()) {
            throw new SubjectException("malformed subject file " + where
                    + ": expected a JSON object of settings, or {\"name\": …, \"config\": {…}}, but got "
                    + config.getNodeType());
        }
        Map<String, String> entries = new TreeMap<>();
        config.fields().forEachRemaining(entry -> entries.put(entry.getKey(), scalar(where, entry)));
        return entries;
    }

    private static String scalar(String where, Map.Entry<String, JsonNode> entry) {
        if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
            throw new SubjectException("malformed subject file " + where + ": " + entry.getKey()
                    + " must be a text, number or boolean, but is "
                    + entry.getValue().getNodeType());
        }
        return entry.getValue().asText();
    }

    private SubjectSpec toSpec(String fileName, Path folder) {
        refuseUnknownKeys();
        Map<String, String> config = new TreeMap<>(entries);
        config.keySet().removeIf(key -> key.startsWith(PREFIX));
        config.remove("name");
        String connectorClass = config.get("connector.class");
        if (connectorClass == null || connectorClass.isEmpty()) {
            throw new SubjectException(where + ": connector.class is missing. A subject file is the connector's own "
                    + "configuration, with sinkproof.plugin and sinkproof.target added.");
        }
        return new SubjectSpec(
                entries.getOrDefault(NAME, fileName),
                connectorClass,
                config,
                plugins(
                        required(
                                PLUGIN,
                                "Maven coordinates group:artifact:version, or the path of a plugin folder or jar"),
                        folder),
                required(TARGET, "the kind of target, for example postgresql"),
                targetSettings(),
                contract(),
                plugins(entries.getOrDefault(CONVERTERS, ""), folder));
    }

    private void refuseUnknownKeys() {
        for (String key : entries.keySet()) {
            if (key.startsWith(PREFIX) && !KEYS.contains(key)) {
                throw new SubjectException(where + ": unknown key " + key + NearestName.hint(key, KEYS)
                        + " Known keys: " + new TreeSet<>(KEYS));
            }
        }
    }

    private static List<String> plugins(String text, Path folder) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(plugin -> !plugin.isEmpty())
                .map(plugin -> plugin.indexOf(':') >= 0 || folder == null
                        ? plugin
                        : folder.resolve(plugin).toString())
                .toList();
    }

    private String required(String key, String meaning) {
        String value = entries.get(key);
        if (value == null || value.isEmpty()) {
            throw new SubjectException(where + ": " + key + " is missing; it names " + meaning + ".");
        }
        return value;
    }

    private Map<String, String> targetSettings() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(TARGET_PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(TARGET_PREFIX.length()), Map.Entry::getValue));
    }

    private Contract contract() {
        String guarantee = entries.get(GUARANTEE);
        return new Contract(
                guarantee == null ? Guarantee.AT_LEAST_ONCE : guarantee(guarantee),
                stated(WRITE_MODEL, WriteModel.APPEND, WriteModel.values(), WriteModel::label),
                positive(
                        RECOVERY_OBJECTIVE,
                        "a positive number of milliseconds",
                        Contract.DEFAULT_RECOVERY_OBJECTIVE_MILLIS),
                guarantee == null,
                stated(POISON_POLICY, PoisonPolicy.FAIL, PoisonPolicy.values(), PoisonPolicy::label),
                stated(ORDER, OrderClaim.NONE, OrderClaim.values(), OrderClaim::label),
                stated(OPERATOR, OperatorPolicy.UNSTATED, OperatorPolicy.values(), OperatorPolicy::label),
                stated(REPLAY, ReplayPolicy.UNSTATED, ReplayPolicy.values(), ReplayPolicy::label),
                stated(TOPIC_RECREATION, TopicRecreation.UNSTATED, TopicRecreation.values(), TopicRecreation::label),
                objects());
    }

    private Guarantee guarantee(String label) {
        List<Guarantee> claims = Arrays.stream(Guarantee.values())
                .filter(guarantee -> guarantee != Guarantee.NONE)
                .toList();
        return oneOf(GUARANTEE, label, claims, Guarantee::label);
    }

    /** The value that the file names with this key, or the one that stands for silence. */
    private <T> T stated(String key, T otherwise, T[] allowed, Function<T, String> label) {
        return oneOf(key, entries.getOrDefault(key, label.apply(otherwise)), List.of(allowed), label);
    }

    private <T> T oneOf(String key, String given, List<T> allowed, Function<T, String> label) {
        return allowed.stream()
                .filter(value -> label.apply(value).equals(given))
                .findFirst()
                .orElseThrow(
                        () -> notOneOf(key, given, allowed.stream().map(label).toList()));
    }

    private SubjectException notOneOf(String key, String given, List<String> allowed) {
        return new SubjectException(where + ": " + key + " is '" + given + "'" + NearestName.hint(given, allowed)
                + " Allowed: " + String.join(", ", allowed));
    }

    private ObjectClaim objects() {
        String folder = entries.getOrDefault(TIME_FOLDER, "");
        String zone = entries.getOrDefault(TIME_ZONE, ObjectClaim.NONE.timeZone());
        try {
            var unused = DateTimeFormatter.ofPattern(folder).format(Instant.EPOCH.atZone(ZoneOffset.UTC));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new SubjectException(
                    where + ": " + TIME_FOLDER + " is no pattern of java.time's DateTimeFormatter: " + e.getMessage(),
                    e);
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new SubjectException(
                    where + ": " + TIME_ZONE + " is no time zone such as UTC or Europe/Berlin: '" + zone + "'", e);
        }
        return new ObjectClaim(positive(OBJECT_RECORDS, "a positive number of records", 0), folder, zone);
    }

    private long positive(String key, String meaning, long otherwise) {
        String text = entries.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new SubjectException(where + ": " + key + " must be " + meaning + ", but is '" + text + "'", e);
        }
        throw new SubjectException(where + ": " + key + " must be " + meaning + ", but is " + text);
    }
}
