package dev.sinkproof.workload;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;

/**
 * Records as the subject's own converters write them: what another program would write with the same library, and, where they have a schema
 * registry, with the schemas registered there.
 */
public final class ConverterFormat implements RecordFormat {
    private static final String OWN = "org.apache.kafka.connect.";
    private static final String KEY = "key.converter";
    private static final String VALUE = "value.converter";

    private final Map<String, String> config;
    private final ClassLoader loader;

    private ConverterFormat(Map<String, String> config, ClassLoader loader) {
        this.config = Map.copyOf(config);
        this.loader = loader;
    }

    /**
     * The format of a connector's records.
     *
     * @param config the connector's, with all of Sinkproof's placeholders filled in
     * @param loader of the converters' classes; not closed by this
     */
    public static RecordFormat of(Map<String, String> config, ClassLoader loader) {
        return classes(config).isEmpty() ? JSON : new ConverterFormat(config, loader);
    }

    /** The converters that a connector is configured with and that are not Connect's own: setting by class. */
    public static Map<String, String> classes(Map<String, String> config) {
        Map<String, String> classes = new HashMap<>();
        for (String setting : new String[] {KEY, VALUE}) {
            String converter = config.getOrDefault(setting, OWN).trim();
            if (!converter.startsWith(OWN)) {
                classes.put(converter, setting);
            }
        }
        return classes;
    }

    @Override
    public Encoders open(String topic) {
        return new Encoders(encoder(topic, KEY), encoder(topic, VALUE));
    }

    private DataEncoder encoder(String topic, String setting) {
        String converter = config.getOrDefault(setting, OWN).trim();
        return converter.startsWith(OWN)
                ? new JsonEncoder(topic)
                : new ByConverter(topic, setting, newConverter(setting));
    }

    private Converter newConverter(String setting) {
        String name = config.get(setting).trim();
        Map<String, String> settings = new HashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(setting + ".")) {
                settings.put(key.substring(setting.length() + 1), value);
            }
        });
        return within(loader, () -> {
            try {
                Converter converter = Class.forName(name, true, loader)
                        .asSubclass(Converter.class)
                        .getDeclaredConstructor()
                        .newInstance();
                converter.configure(settings, setting.equals(KEY));
                return converter;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                throw new IllegalStateException(
                        setting + " " + name + " cannot be used to write the workload: " + e, e);
            }
        });
    }

    private interface Work<T> {
        T done();
    }

    /** As in a worker: converters look for what they need where they come from. */
    private static <T> T within(ClassLoader loader, Work<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.done();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private final class ByConverter implements DataEncoder {
        private final String topic;
        private final String setting;
        private final Converter converter;

        ByConverter(String topic, String setting, Converter converter) {
            this.topic = topic;
            this.setting = setting;
            this.converter = converter;
        }

        @Override
        public byte[] encode(SchemaAndValue data) {
            return within(loader, () -> {
                try {
                    return converter.fromConnectData(topic, data.schema(), data.value());
                } catch (RuntimeException e) {
                    throw new IllegalStateException(
                            setting + " " + converter.getClass().getName() + " does not write the workload's records: "
                                    + reason(e),
                            e);
                }
            });
        }

        /** Converters wrap what the registry said. */
        private static String reason(Throwable failure) {
            StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                reason.append(": ").append(cause.getMessage());
            }
            return reason.toString();
        }

        @Override
        public void close() {
            within(loader, () -> {
                try {
                    converter.close();
                } catch (IOException | RuntimeException e) {
                    System.getLogger(ConverterFormat.class.getName())
                            .log(System.Logger.Level.WARNING, setting + " was not closed in order", e);
                }
                return null;
            });
        }
    }
}
