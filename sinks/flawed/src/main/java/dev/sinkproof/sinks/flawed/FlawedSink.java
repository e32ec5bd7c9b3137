package dev.sinkproof.sinks.flawed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * A row of the table of flawed sinks.
 *
 * @param id the defect's number in the list of reported defects
 * @param connector the connector's class
 * @param sink the reference sink that it is made from, {@code jdbc} or {@code s3}
 * @param mode what the reference sink's bundled subject has behind its name, mostly the {@code delivery.mode}
 * @param settings further settings of its subject file, those that start with {@code sinkproof.} among them
 * @param defect the one change to the reference sink, in a sentence
 * @param reportedIn the thread that reported it against a real connector
 * @param trigger what exposes it, in words
 * @param anomalies anomalies of which the defect causes at least one, the expected one first
 * @param scenario the scenario of the catalogue that exposes it, or one case of it
 * @param notSimulated why the simulation cannot show it; empty when nothing speaks against it
 */
public record FlawedSink(
        String id,
        Class<? extends SinkConnector> connector,
        String sink,
        String mode,
        Map<String, String> settings,
        String defect,
        String reportedIn,
        String trigger,
        List<String> anomalies,
        String scenario,
        String notSimulated) {

    static final String JDBC = "jdbc";

    /** Its number, and of which sink it is unless that is the JDBC sink: one defect can be shown in several. */
    public String name() {
        return sink.equals(JDBC) ? id : id + "-" + sink;
    }

    /** Name of the bundled subject that it differs from by its defect. */
    public String reference() {
        return sink + "-" + mode;
    }

    /** Name of the bundled plugin that it is in. */
    public String plugin() {
        return sink.equals(JDBC) ? "flawed" : "flawed-" + sink;
    }

    /** The row of a connector, which must carry a {@link Flaw}. */
    static FlawedSink of(Class<? extends SinkConnector> connector) {
        Flaw flaw = connector.getAnnotation(Flaw.class);
        if (flaw == null) {
            throw new IllegalStateException(connector + " does not say what its flaw is: annotate it with @Flaw");
        }
        return new FlawedSink(
                flaw.id(),
                connector,
                flaw.sink(),
                flaw.mode(),
                settings(flaw.settings()),
                flaw.defect(),
                flaw.reportedIn(),
                flaw.trigger(),
                List.of(flaw.anomalies()),
                flaw.scenario(),
                flaw.notSimulated());
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
        return name();
    }
}
