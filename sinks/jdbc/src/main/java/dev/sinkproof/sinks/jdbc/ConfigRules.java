package dev.sinkproof.sinks.jdbc;

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
        DeliveryMode delivery = JdbcSinkConfig.deliveryMode(values);
        boolean append = JdbcSinkConfig.writeMode(values) == WriteMode.APPEND;
        if (delivery == DeliveryMode.IDEMPOTENT && append) {
            violations.add(new Violation(
                    JdbcSinkConfig.WRITE_MODE,
                    "delivery.mode=idempotent needs write.mode=upsert (or auto), because an appended row has no key to"
                            + " recognise it by; for append choose delivery.mode=exactly-once or at-least-once"));
        }
        if (delivery == DeliveryMode.IDEMPOTENT && isFalse(values, JdbcSinkConfig.SOURCE_COLUMNS)) {
            violations.add(new Violation(
                    JdbcSinkConfig.SOURCE_COLUMNS,
                    "delivery.mode=idempotent needs source.columns=true, because the source offset in the row is its"
                            + " guard"));
        }
        if (append && Boolean.TRUE.equals(values.get(JdbcSinkConfig.DELETE_ENABLED))) {
            violations.add(new Violation(
                    JdbcSinkConfig.DELETE_ENABLED,
                    "delete.enabled=true needs write.mode=upsert (or auto), because an appended row has no key to"
                            + " delete it by"));
        }
        return violations;
    }

    private static boolean isFalse(Map<String, ?> values, String setting) {
        return Boolean.FALSE.equals(values.get(setting));
    }
}
