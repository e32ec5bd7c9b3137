package dev.sinkproof.simulation.subject;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.clock.VirtualClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** A connector under test, as far as a simulated run needs it. Immutable. */
public interface Subject {
    /** As people choose it. */
    String name();

    /** What it claims. */
    Contract contract();

    /** Its configuration as Connect hands it to tasks, without {@code topics}. */
    Map<String, String> config();

    /** Name of the class that Connect would load. */
    String connectorClass();

    /** New ones for each task, in order. */
    List<Transformation<SinkRecord>> transforms();

    /** As plans tell of it. */
    default SubjectSpec spec() {
        return new SubjectSpec(name(), connectorClass(), config(), List.of(), "memory", Map.of(), contract());
    }

    /** Fault points that its runs may pass beyond those that every subject's runs do. */
    default Set<FaultPoint> morePoints() {
        return contract().poisonPolicy() == PoisonPolicy.DEAD_LETTER_QUEUE
                ? Set.of(FaultPoint.CONVERT, FaultPoint.DLQ_SEND, FaultPoint.DLQ_ACK)
                : Set.of();
    }

    /** The subject with an empty target. */
    Deployment deploy(VirtualClock clock);
}
