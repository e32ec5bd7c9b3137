package dev.sinkproof.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of Kafka on a class path, from the file in its client library; loads none of its classes. */
final class ConnectVersion {
    static final String UNKNOWN = "(unknown version)";

    private static final String FILE = "kafka/kafka-version.properties";

    private ConnectVersion() {}

    static String of(ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", UNKNOWN).trim();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
