package dev.sinkproof.subject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets before they are shown or saved: by the name of a key, by form inside of URLs, headers and assignments, and what is
 * known from these wherever it stands.
 */
public final class Redaction {
    /** What stands in place of a secret. */
    public static final String HIDDEN = "********";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(password|passwd|secret|token|credential|api[._-]?key|access[._-]?key|private[._-]?key|"
                    + "sasl\\.jaas\\.config|passphrase|authorization|cookie).*");
    private static final Pattern URL_USER_INFO = Pattern.compile("(?<=://)[^/@\\s:]+:[^/@\\s]+(?=@)");
    private static final Pattern URL_PARAMETER =
            Pattern.compile("(?i)([?&;](?:password|pwd|secret|token|sslpassword|access_token|api_?key|sig|signature|"
                    + "x-amz-signature|x-amz-security-token)=)[^&;\\s]+");
    private static final Pattern HEADER = Pattern.compile(
            "(?i)((?:authorization|cookie|x-api-key)\\s*[:=]\\s*(?:(?:bearer|basic|digest|token|apikey)\\s+)?)[^\\s,;\"]+");
    private static final Pattern BEARER = Pattern.compile("(?i)(\\bbearer\\s+)[\\w.~+/=-]{8,}");
    /** As in login modules and in properties that were printed; what Kafka hides by itself stays as Kafka says it. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)((?:password|passwd|passphrase|secret)\\s*=\\s*\\\\?\"?)(?!\\[hidden]|null\\b|\\$\\{)[^\"\\s;,&\\\\]+");
    /** Each has the name, which stays, as its first group. */
    private static final List<Pattern> NAMED = List.of(URL_PARAMETER, HEADER, BEARER, ASSIGNED);

    /** Shorter ones stand in any text. */
    private static final int IN_TEXT_MIN_CHARS = 4;
    /** Other settings of the same configuration must stay usable: shorter ones may stand in them by chance. */
    private static final int IN_SETTINGS_MIN_CHARS = 8;

    private static final Pattern PLACEHOLDER_ONLY = Pattern.compile("\\$\\{[^}]*}");

    private Redaction() {}

    /**
     * A configuration without secrets.
     *
     * @param config what can be shown
     * @param redactions how many values were changed
     */
    public record Redacted(Map<String, String> config, int redactions) {
        public Redacted {
            config = Map.copyOf(config);
        }
    }

    /** The configuration with every secret hidden; a value that is nothing but a placeholder is no secret. */
    public static Redacted redact(Map<String, String> config) {
        List<String> known = secretsIn(config).stream()
                .filter(secret -> secret.length() >= IN_SETTINGS_MIN_CHARS)
                .toList();
        Map<String, String> shown = new TreeMap<>();
        int redactions = 0;
        for (Map.Entry<String, String> entry : config.entrySet()) {
            String value = redact(entry.getKey(), entry.getValue(), known);
            shown.put(entry.getKey(), value);
            if (!value.equals(entry.getValue())) {
                redactions++;
            }
        }
        return new Redacted(shown, redactions);
    }

    private static String redact(String key, String value, List<String> known) {
        if (value.isEmpty() || PLACEHOLDER_ONLY.matcher(value).matches()) {
            return value;
        }
        return SECRET_KEY.matcher(key).matches() ? HIDDEN : inText(value, known);
    }

    /** What is secret in a configuration, longest first: whole values by their keys, and parts of others by their form. */
    public static List<String> secretsIn(Map<String, String> config) {
        Set<String> secrets = new HashSet<>();
        config.forEach((key, value) -> {
            if (SECRET_KEY.matcher(key).matches()) {
                secrets.add(value);
            }
            secrets.addAll(secretsIn(value));
        });
        return secrets.stream()
                .filter(secret -> secret.length() >= IN_TEXT_MIN_CHARS && !secret.contains("${"))
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<String> secretsIn(String value) {
        List<String> parts = new ArrayList<>();
        Matcher userInfo = URL_USER_INFO.matcher(value);
        while (userInfo.find()) {
            parts.add(userInfo.group().substring(userInfo.group().indexOf(':') + 1));
        }
        for (Pattern named : NAMED) {
            Matcher matcher = named.matcher(value);
            while (matcher.find()) {
                parts.add(value.substring(matcher.end(1), matcher.end()));
            }
        }
        return parts;
    }

    /** As {@link #inText(String)}, and what is known to be secret is hidden wherever it stands. */
    public static String inText(String text, List<String> known) {
        String shown = text;
        for (String secret : known) {
            shown = shown.replace(secret, HIDDEN);
        }
        return inText(shown);
    }

    /** A text with the secrets hidden that stand in URLs, headers and assignments inside it. */
    public static String inText(String text) {
        String shown = URL_USER_INFO.matcher(text).replaceAll(HIDDEN);
        for (Pattern named : NAMED) {
            shown = named.matcher(shown).replaceAll("$1" + HIDDEN);
        }
        return shown;
    }
}
