package dev.sinkproof.evidence;

import java.util.Objects;

/**
 * A version of a schema in the registry.
 *
 * @param artifact what it is a version of, in most converters named after the topic
 * @param version as the registry numbers them, from 1
 * @param id by which records refer to it
 * @param type of schema, for example {@code AVRO}
 * @param registeredMillis when, to the second
 * @param text the schema itself
 */
public record SchemaVersion(String artifact, String version, long id, String type, long registeredMillis, String text) {
    public SchemaVersion {
        Objects.requireNonNull(artifact, "artifact");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
    }
}
