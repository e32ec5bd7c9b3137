package dev.sinkproof.sinks.flawed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the table of flawed sinks.
 *
 * @param id the defect's number in the list of reported defects
 * @param connector the connector's class
 * @param mode the {@code delivery.mode} to configure
 * @param settings further settings of its subject file, those that start with {@code sinkproof.} among them
 * @param defect the one change to the reference sink, in a sentence
 * @param reportedIn the thread that reported it against a real connector
 * @param trigger what exposes it, in words
 * @param anomalies anomalies of which the defect causes at least one, the expected one first
 * @param scenario the scenario of the catalogue that exposes it
 */
public record FlawedSink(
        String id,
        Class<? extends FlawedConnector> connector,
        String mode,
        Map<String, String> settings,
        String defect,
        String reportedIn,
        String trigger,
        List<String> anomalies,
        String scenario) {

    /** The row of a connector, which must carry a {@link Flaw}. */
    static FlawedSink of(Class<? extends FlawedConnector> connector) {
        Flaw flaw = connector.getAnnotation(Flaw.class);
        if (flaw == null) {
            throw new IllegalStateException(connector + " does not say what its flaw is: annotate it with @Flaw");
        }
        return new FlawedSink(
                flaw.id(),
                connector,
                flaw.mode(),
                settings(flaw.settings()),
                flaw.defect(),
                flaw.reportedIn(),
                flaw.trigger(),
                List.of(flaw.anomalies()),
                flaw.scenario());
    }

    private static Map<String, String> settings(String[] lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return settings;
    }

    @Override
    public String toString() {
        return id;
    }
}
