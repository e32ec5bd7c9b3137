package dev.sinkproof.reports.facts;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.SubjectSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which of the subject's settings are known to cause an anomaly of a kind. A setting is a suspect, never a proof. */
public final class LikelyCause {
    private static final Set<String> TOLERANT = Set.of("all", "ignore", "warn", "log", "skip", "drop");
    private static final Set<String> FALSE = Set.of("false", "none");

    private LikelyCause() {}

    /** Sentences that each name a setting as it is and what it does; empty when none is a suspect. */
    public static List<String> of(AnomalyKind kind, SubjectSpec subject) {
        List<String> causes = new ArrayList<>();
        new TreeMap<>(subject.config()).forEach((key, value) -> {
            String said = said(kind, key.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT));
            if (!said.isEmpty()) {
                causes.add(key + " = " + value + ": " + said);
            }
        });
        absent(kind, subject.config()).forEach(causes::add);
        return causes;
    }

    private static String said(AnomalyKind kind, String key, String value) {
        return switch (kind) {
            case LOST -> lost(key, value);
            case DUPLICATED -> duplicated(key, value);
            case RESURRECTED, STALE -> outdated(key, value);
            default -> "";
        };
    }

    private static String lost(String key, String value) {
        if (key.equals("errors.tolerance") && value.equals("all")) {
            return "records that fail in a converter or transform are skipped, and their offsets are committed";
        }
        if ((key.contains("on.error")
                        || key.contains("on.malformed")
                        || key.contains("on.null")
                        || key.contains("error.policy"))
                && TOLERANT.contains(value)) {
            return "what the target refuses is dropped";
        }
        return "";
    }

    private static String duplicated(String key, String value) {
        boolean plainInsert = (key.equals("insert.mode") || key.equals("write.mode") || key.endsWith("write.method"))
                && Set.of("insert", "append").contains(value);
        if (plainInsert) {
            return "each delivery adds a row, and after a crash records are delivered again";
        }
        boolean random = key.contains("uuid") || key.contains("id.strategy") && value.contains("uuid");
        return random ? "a new key for each delivery cannot recognise a record that comes again" : "";
    }

    private static String outdated(String key, String value) {
        return key.equals("delete.enabled") && FALSE.contains(value) ? "tombstones do not remove rows" : "";
    }

    private static List<String> absent(AnomalyKind kind, Map<String, String> config) {
        boolean jdbc = config.keySet().stream().anyMatch(key -> key.equals("insert.mode"));
        if (kind == AnomalyKind.RESURRECTED && jdbc && !config.containsKey("delete.enabled")) {
            return List.of("delete.enabled is not set: JDBC sinks then leave a deleted key's row");
        }
        return List.of();
    }
}
