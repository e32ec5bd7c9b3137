package dev.sinkproof.sinks.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must hold between settings, each of which is valid by itself. */
final class ConfigRules {
    private ConfigRules() {}

    /**
     * A broken rule.
     *
     * @param setting the setting to blame
     * @param text what is wrong and what to do
     */
    record Violation(String setting, String text) {}

    /** @param values parsed settings by name; all of them valid by themselves */
    static List<Violation> violations(Map<String, ?> values) {
        List<Violation> violations = new ArrayList<>();
        checkClock(values, violations);
        checkFields(values, violations);
        checkCompression(values, violations);
        checkCredentials(values, violations);
        checkTags(values, violations);
        return violations;
    }

    /**
     * Whether objects may depend on the clock. Where one file at a time is open for a partition, the object that is completed
     * first decides for everybody where the next one begins; with several files, nothing decides for all of them at once.
     */
    static boolean allowsClock(Map<String, ?> values) {
        return switch (DeliveryMode.of((String) values.get(S3SinkConfig.DELIVERY_MODE))) {
            case AT_LEAST_ONCE -> true;
            case DETERMINISTIC -> false;
            case EXACTLY_ONCE -> "default".equals(values.get(S3SinkConfig.PARTITIONER));
        };
    }

    private static void checkClock(Map<String, ?> values, List<Violation> violations) {
        String mode = S3SinkConfig.DELIVERY_MODE + "=" + values.get(S3SinkConfig.DELIVERY_MODE);
        if (!allowsClock(values) && (Integer) values.get(S3SinkConfig.ROTATE_WALL_CLOCK_MS) > 0) {
            violations.add(new Violation(
                    S3SinkConfig.ROTATE_WALL_CLOCK_MS,
                    mode + " cannot rotate by the clock, because a replay would rotate elsewhere; set "
                            + S3SinkConfig.ROTATE_WALL_CLOCK_MS + "=0 and rotate by records, bytes or record time, or"
                            + " choose exactly-once with partitioner=default, or at-least-once"));
        }
        boolean clockIsUsed = "time".equals(values.get(S3SinkConfig.PARTITIONER))
                || (Integer) values.get(S3SinkConfig.ROTATE_RECORD_TIME_MS) > 0;
        boolean wallClock = "wall-clock".equals(values.get(S3SinkConfig.TIME_SOURCE));
        if (clockIsUsed && wallClock && !allowsClock(values)) {
            violations.add(new Violation(
                    S3SinkConfig.TIME_SOURCE,
                    mode + " cannot use the wall clock as a record's time, because a replay would see another; use"
                            + " time.source=record or field"));
        }
    }

    private static void checkFields(Map<String, ?> values, List<Violation> violations) {
        boolean byField = "field".equals(values.get(S3SinkConfig.PARTITIONER));
        if (byField && ((List<?>) values.get(S3SinkConfig.PARTITION_FIELDS)).isEmpty()) {
            violations.add(new Violation(
                    S3SinkConfig.PARTITION_FIELDS, "partitioner=field needs " + S3SinkConfig.PARTITION_FIELDS));
        }
        if ("field".equals(values.get(S3SinkConfig.TIME_SOURCE)) && isAbsent(values, S3SinkConfig.TIME_FIELD)) {
            violations.add(
                    new Violation(S3SinkConfig.TIME_FIELD, "time.source=field needs " + S3SinkConfig.TIME_FIELD));
        }
    }

    private static void checkCompression(Map<String, ?> values, List<Violation> violations) {
        Format format = Format.of((String) values.get(S3SinkConfig.FORMAT));
        Compression compression = Compression.of((String) values.get(S3SinkConfig.COMPRESSION));
        if (!format.compressions().contains(compression)) {
            violations.add(new Violation(
                    S3SinkConfig.COMPRESSION,
                    "format=" + format.label() + " has no compression=" + compression.label() + "; choose one of "
                            + format.compressions().stream()
                                    .map(Compression::label)
                                    .toList()));
        }
    }

    private static void checkCredentials(Map<String, ?> values, List<Violation> violations) {
        boolean id = !isAbsent(values, S3SinkConfig.ACCESS_KEY_ID);
        boolean secret = !isAbsent(values, S3SinkConfig.SECRET_ACCESS_KEY);
        if (id != secret) {
            violations.add(new Violation(
                    id ? S3SinkConfig.SECRET_ACCESS_KEY : S3SinkConfig.ACCESS_KEY_ID,
                    S3SinkConfig.ACCESS_KEY_ID + " and " + S3SinkConfig.SECRET_ACCESS_KEY
                            + " belong together: set both or none"));
        }
        if (!id && !isAbsent(values, S3SinkConfig.SESSION_TOKEN)) {
            violations.add(new Violation(
                    S3SinkConfig.SESSION_TOKEN, S3SinkConfig.SESSION_TOKEN + " needs " + S3SinkConfig.ACCESS_KEY_ID));
        }
    }

    private static void checkTags(Map<String, ?> values, List<Violation> violations) {
        for (Object tag : (List<?>) values.get(S3SinkConfig.TAGS)) {
            if (((String) tag).indexOf('=') <= 0) {
                violations.add(new Violation(
                        S3SinkConfig.TAGS, S3SinkConfig.TAGS + " are name=value, but one is '" + tag + "'"));
            }
        }
    }

    private static boolean isAbsent(Map<String, ?> values, String setting) {
        return values.get(setting) == null;
    }
}
