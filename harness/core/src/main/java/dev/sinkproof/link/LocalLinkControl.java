package dev.sinkproof.link;

import dev.sinkproof.link.toxic.NamedToxic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Controls links of this process. */
public final class LocalLinkControl implements LinkControl {
    private final Supplier<Map<String, Link>> links;

    /** @param links all links by name, asked for anew each time: they may come and go */
    public LocalLinkControl(Supplier<Map<String, Link>> links) {
        this.links = links;
    }

    @Override
    public Set<String> names() {
        return new TreeMap<>(links.get()).navigableKeySet();
    }

    @Override
    public List<NamedToxic> toxics(String link) {
        return find(link).toxics().list();
    }

    @Override
    public void put(String link, NamedToxic toxic) {
        find(link).toxics().put(toxic);
    }

    @Override
    public void remove(String link, String toxic) {
        find(link).toxics().remove(toxic);
    }

    @Override
    public void disable(String link) {
        find(link).disable();
    }

    @Override
    public void enable(String link) {
        enable(find(link));
    }

    @Override
    public void resetConnections(String link) {
        find(link).resetConnections();
    }

    @Override
    public void heal() {
        for (Link link : links.get().values()) {
            link.toxics().clear();
            enable(link);
        }
    }

    private static void enable(Link link) {
        try {
            link.enable();
        } catch (IOException e) {
            throw new LinkControlException(e.getMessage(), e);
        }
    }

    private Link find(String name) {
        Link link = links.get().get(name);
        if (link == null) {
            throw new LinkControlException("There is no link " + name + ", but " + names() + ".");
        }
        return link;
    }
}
