package dev.sinkproof.link.toxic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The toxics of a link, in the order in which they were added, which is the order in which bytes go through them. Changes take effect at once, also on
 * open connections; removing a toxic heals, and what it held back goes on.
 *
 * <p>Thread-safe. No method waits for bytes.
 */
public final class ToxicChain {
    private final long seed;
    private final List<NamedToxic> toxics = new ArrayList<>();
    private final List<ToxicLine> lines = new ArrayList<>();

    /** @param seed decides which connections a toxicity below 1 meets, and all else that is left to chance */
    public ToxicChain(long seed) {
        this.seed = seed;
    }

    /** All toxics, in order. */
    public synchronized List<NamedToxic> list() {
        return List.copyOf(toxics);
    }

    /** The toxic of this name. */
    public synchronized Optional<NamedToxic> find(String name) {
        return toxics.stream().filter(named(name)).findFirst();
    }

    /** Adds a toxic behind the others. False when there is one of that name, which stays as it is. */
    public synchronized boolean add(NamedToxic toxic) {
        boolean isNew = toxics.stream().noneMatch(named(toxic.name()));
        if (isNew) {
            toxics.add(toxic);
            apply();
        }
        return isNew;
    }

    /** Gives the toxic of that name other settings, in its place. False when there is none. */
    public synchronized boolean replace(NamedToxic toxic) {
        boolean isThere = toxics.stream().anyMatch(named(toxic.name()));
        toxics.replaceAll(other -> other.name().equals(toxic.name()) ? toxic : other);
        apply();
        return isThere;
    }

    /** Adds a toxic, or gives the one of that name other settings, in its place. */
    public synchronized void put(NamedToxic toxic) {
        if (!add(toxic)) {
            replace(toxic);
        }
    }

    /** Removes the toxic of that name. False when there is none. */
    public synchronized boolean remove(String name) {
        boolean removed = toxics.removeIf(named(name));
        apply();
        return removed;
    }

    /** Removes all. */
    public synchronized void clear() {
        toxics.clear();
        apply();
    }

    /**
     * The way of one direction of a connection through the toxics; to be closed with the connection.
     *
     * @param connection its number, for what is left to chance
     * @param end the socket behind
     * @param threads where the line gets its thread from, when it needs one
     */
    public synchronized ToxicLine line(
            ToxicStream stream, long connection, ToxicLine.End end, ToxicLine.Threads threads) {
        ToxicLine line = new ToxicLine(stream, new Chance(seed, connection), end, threads, this::forget);
        lines.add(line);
        line.change(of(stream));
        return line;
    }

    private synchronized void forget(ToxicLine line) {
        lines.remove(line);
    }

    private void apply() {
        lines.forEach(line -> line.change(of(line.stream())));
    }

    private List<NamedToxic> of(ToxicStream stream) {
        Stream<NamedToxic> all = toxics.stream();
        return all.filter(toxic -> toxic.stream() == stream).toList();
    }

    private static Predicate<NamedToxic> named(String name) {
        return toxic -> toxic.name().equals(name);
    }
}
