package dev.sinkproof.link.toxic;

import dev.sinkproof.link.toxic.ToxicState.Ending;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One toxic of one line, and what waits there. Guarded by the line. */
final class ToxicStage implements ToxicState.Schedule {
    private final Chance chance;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private NamedToxic toxic;
    private ToxicState state;
    private long waitingBytes;
    private long nowNanos;
    private Item arrived;
    private long arrivedNanos;

    /** Bytes, or an end; one of the two is null. */
    record Item(ByteBuffer bytes, Ending ending) {
        static Item of(ByteBuffer bytes) {
            return new Item(bytes, null);
        }

        static Item of(Ending ending) {
            return new Item(null, ending);
        }

        long size() {
            return bytes == null ? 0 : bytes.remaining();
        }
    }

    /** @param relayed whether it came from before this stage, and was not made by its toxic */
    private record Waiting(Item item, boolean relayed, long arrivedNanos, long dueNanos) {}

    ToxicStage(NamedToxic toxic, Chance chance) {
        this.chance = chance;
        begin(toxic, Optional.empty());
    }

    NamedToxic toxic() {
        return toxic;
    }

    boolean accepts() {
        return waitingBytes < state.waitingBytesMax();
    }

    /** Something comes from before this stage. */
    void take(Item item) {
        take(item, System.nanoTime());
    }

    /** The first that is due, if it is. */
    Item due(long now) {
        Waiting first = waiting.peek();
        if (first == null || first.dueNanos - now > 0) {
            return null;
        }
        waiting.remove();
        waitingBytes -= first.item.size();
        return first.item;
    }

    /** How long until the first is due; {@link Long#MAX_VALUE} when nothing waits. */
    long nanosToDue(long now) {
        Waiting first = waiting.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.dueNanos - now);
    }

    /** Other settings: what waits is scheduled anew. */
    void change(NamedToxic other) {
        if (other.equals(toxic)) {
            return;
        }
        List<Waiting> before = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        begin(other, Optional.of(state));
        before.stream().filter(Waiting::relayed).forEach(piece -> take(piece.item, piece.arrivedNanos));
    }

    /** It is removed: what was held back goes on. */
    List<Item> leave() {
        List<Item> rest = new ArrayList<>();
        waiting.stream().filter(Waiting::relayed).map(Waiting::item).forEach(rest::add);
        if (state.closesWhenRemoved()) {
            rest.add(Item.of(Ending.CUT));
        }
        return rest;
    }

    private void begin(NamedToxic settings, Optional<ToxicState> before) {
        toxic = settings;
        Toxic acting = chance.meets(settings) ? settings.toxic() : new Noop();
        state = acting.begin(before, chance.of(settings));
        nowNanos = System.nanoTime();
        arrived = null;
        state.begun(this);
    }

    private void take(Item item, long since) {
        nowNanos = System.nanoTime();
        arrived = item;
        arrivedNanos = since;
        if (item.bytes != null) {
            state.bytes(item.bytes, since, this);
        } else {
            state.ending(item.ending, this);
        }
        arrived = null;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void bytes(ByteBuffer piece, long dueNanos) {
        waitingBytes += piece.remaining();
        schedule(Item.of(piece), arrived != null, dueNanos);
    }

    @Override
    public void ending(Ending how, long dueNanos) {
        schedule(Item.of(how), arrived != null && arrived.ending != null, dueNanos);
    }

    private void schedule(Item item, boolean relayed, long dueNanos) {
        Waiting last = waiting.peekLast();
        long due = last != null && last.dueNanos - dueNanos > 0 ? last.dueNanos : dueNanos;
        waiting.add(new Waiting(item, relayed, arrivedNanos, due));
    }
}
