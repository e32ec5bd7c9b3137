package dev.sinkproof.simulation.run;

import dev.sinkproof.simulation.clock.VirtualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What will be done at some virtual time. */
final class Agenda {
    private final VirtualClock clock;
    private final List<Entry> entries = new ArrayList<>();
    private int entered;

    private record Entry(long dueMillis, int order, Runnable work) {}

    Agenda(VirtualClock clock) {
        this.clock = clock;
    }

    void in(long delayMillis, Runnable work) {
        entries.add(new Entry(clock.milliseconds() + delayMillis, entered++, work));
        entries.sort(Comparator.comparingLong(Entry::dueMillis).thenComparingInt(Entry::order));
    }

    /** Does what is due. Returns whether there was anything. */
    boolean runDue() {
        boolean any = false;
        while (!entries.isEmpty() && entries.get(0).dueMillis() <= clock.milliseconds()) {
            entries.remove(0).work().run();
            any = true;
        }
        return any;
    }

    boolean empty() {
        return entries.isEmpty();
    }

    /** When something is due next, or {@link Long#MAX_VALUE}. */
    long nextMillis() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.get(0).dueMillis();
    }
}
