package dev.sinkproof.link.toxic;

import java.util.Objects;

/**
 * A toxic on a link.
 *
 * @param name unique on its link
 * @param stream which direction it acts on
 * @param toxicity on which share of the connections, from 0 to 1
 * @param toxic what it does
 */
public record NamedToxic(String name, ToxicStream stream, double toxicity, Toxic toxic) {
    public NamedToxic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(toxic, "toxic");
    }

    /** On all connections, with the name that Toxiproxy gives: {@code <type>_<stream>}. */
    public static NamedToxic of(ToxicStream stream, Toxic toxic) {
        return new NamedToxic(toxic.type() + "_" + stream.id(), stream, 1, toxic);
    }
}
