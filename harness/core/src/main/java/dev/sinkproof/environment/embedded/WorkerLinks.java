package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.TargetLinks;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkControl;
import dev.sinkproof.link.LinkControlException;
import dev.sinkproof.link.LocalLinkControl;
import dev.sinkproof.link.toxic.NamedToxic;
import dev.sinkproof.link.toxic.Toxic;
import dev.sinkproof.link.toxic.ToxicStream;
import dev.sinkproof.link.toxic.Toxics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The links of an environment's workers to the target, for faults. Thread-safe. */
final class WorkerLinks implements TargetLinks {
    private static final double PERCENT = 100;

    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final LinkControl control = new LocalLinkControl(() -> links);

    void add(String worker, Link link) {
        links.put(worker, link);
    }

    /** A run begins. */
    void countAnew() {
        links.values().forEach(Link::countAnew);
    }

    /** Undoes everything. */
    void heal() {
        control.heal();
    }

    @Override
    public List<String> names() {
        return List.copyOf(control.names());
    }

    @Override
    public void addToxic(
            String link, String name, String type, String stream, int toxicityPercent, Map<String, Long> attributes)
            throws IOException {
        tried(() -> control.put(
                link,
                new NamedToxic(
                        name,
                        ToxicStream.valueOf(stream.toUpperCase(Locale.ROOT)),
                        toxicityPercent / PERCENT,
                        toxic(type, attributes))));
    }

    private static Toxic toxic(String type, Map<String, Long> attributes) {
        return Toxics.of(type, attributes)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no toxic " + type + " among " + Toxics.types()));
    }

    @Override
    public void removeToxic(String link, String name) throws IOException {
        tried(() -> control.remove(link, name));
    }

    @Override
    public void disable(String link) throws IOException {
        tried(() -> control.disable(link));
    }

    @Override
    public void enable(String link) throws IOException {
        tried(() -> control.enable(link));
    }

    @Override
    public void reset(String link) throws IOException {
        tried(() -> control.resetConnections(link));
    }

    private static void tried(Runnable deed) throws IOException {
        try {
            deed.run();
        } catch (LinkControlException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
