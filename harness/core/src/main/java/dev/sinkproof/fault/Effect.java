package dev.sinkproof.fault;

import dev.sinkproof.model.OffsetSpan;
import java.util.List;
import java.util.Objects;

/**
 * What a fault did.
 *
 * @param event name of the timeline event that shows it, see {@link dev.sinkproof.model.EventNames}
 * @param source what it was done to, as the timeline names it: {@code worker-1}, {@code kafka}, {@code target}, a connector
 * @param detail what was done, for people
 * @param decision how the held passing goes on
 * @param holds whether the passing stays where it is until the fault is healed
 * @param endsConnection whether the held connection must end by the client's side because of it, which proves that the
 *     victim was the one who wrote
 * @param spans source offsets that it concerns; may be empty
 */
public record Effect(
        String event,
        String source,
        String detail,
        GateDecision decision,
        boolean holds,
        boolean endsConnection,
        List<OffsetSpan> spans) {
    public Effect {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(decision, "decision");
        spans = List.copyOf(spans);
    }

    /** Something was done; the passing goes on. */
    public static Effect of(String event, String source, String detail) {
        return new Effect(event, source, detail, GateDecision.PROCEED, false, false, List.of());
    }

    /** The same, and the passing goes on like this. */
    public Effect thenPassing(GateDecision how) {
        return new Effect(event, source, detail, how, holds, endsConnection, spans);
    }

    /** The same, and the passing stays until the fault is healed. */
    public Effect holding() {
        return new Effect(event, source, detail, decision, true, endsConnection, spans);
    }

    /** The same, and the held connection must end by the client's side. */
    public Effect endingConnection(boolean ends) {
        return new Effect(event, source, detail, decision, holds, ends, spans);
    }

    /** The same, about these source offsets. */
    public Effect about(List<OffsetSpan> offsets) {
        return new Effect(event, source, detail, decision, holds, endsConnection, offsets);
    }
}
