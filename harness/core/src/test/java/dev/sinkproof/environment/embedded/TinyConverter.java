package dev.sinkproof.environment.embedded;

import org.apache.kafka.connect.json.JsonConverter;

/** A converter that is none of Connect's own. */
public final class TinyConverter extends JsonConverter {}
