package dev.sinkproof.environment.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of what is run, as the build pins them. */
final class Versions {
    private static final Properties PINNED = load();

    private Versions() {}

    static String kafka() {
        return PINNED.getProperty("kafka");
    }

    static String log4j() {
        return PINNED.getProperty("log4j");
    }

    static String postgresql() {
        return PINNED.getProperty("postgresql");
    }

    static String s3proxy() {
        return PINNED.getProperty("s3proxy");
    }

    static String apicurioRegistry() {
        return PINNED.getProperty("apicurio-registry");
    }

    static String jacksonAnnotations() {
        return PINNED.getProperty("jackson-annotations");
    }

    private static Properties load() {
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("versions.properties is missing from this build", e);
        }
    }
}
