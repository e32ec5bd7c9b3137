package dev.sinkproof.subject;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Hides secrets in configuration before it is shown or saved: by the name of the key, and inside URLs by form. */
public final class Redaction {
    /** What stands in place of a secret. */
    public static final String HIDDEN = "********";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(password|passwd|secret|token|credential|api[._-]?key|access[._-]?key|private[._-]?key|"
                    + "sasl\\.jaas\\.config|passphrase).*");
    private static final Pattern URL_USER_INFO = Pattern.compile("(?<=://)[^/@\\s:]+:[^/@\\s]+(?=@)");
    private static final Pattern URL_PARAMETER =
            Pattern.compile("(?i)([?&;](?:password|pwd|secret|token|sslpassword)=)[^&;\\s]+");
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
        Map<String, String> shown = new TreeMap<>();
        int redactions = 0;
        for (Map.Entry<String, String> entry : config.entrySet()) {
            String value = redact(entry.getKey(), entry.getValue());
            shown.put(entry.getKey(), value);
            if (!value.equals(entry.getValue())) {
                redactions++;
            }
        }
        return new Redacted(shown, redactions);
    }

    private static String redact(String key, String value) {
        if (value.isEmpty() || PLACEHOLDER_ONLY.matcher(value).matches()) {
            return value;
        }
        return SECRET_KEY.matcher(key).matches() ? HIDDEN : inText(value);
    }

    /** A text with the secrets of URLs inside it hidden. */
    public static String inText(String text) {
        String withoutUserInfo = URL_USER_INFO.matcher(text).replaceAll(HIDDEN);
        return URL_PARAMETER.matcher(withoutUserInfo).replaceAll("$1" + HIDDEN.replace("$", "\\$"));
    }
}
