package dev.sinkproof.cli;

import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.subject.Subject;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code sinkproof explore} can explore, by name. */
final class SimulatedSinks {
    static final String DEFAULT = "memory-exactly-once";

    private SimulatedSinks() {}

    static List<Subject> all() {
        return Stream.of(
                        CorrectSinks.all().stream(),
                        Stream.of(CorrectSinks.DEFAULT_PRE_COMMIT),
                        FlawedSinks.all().stream().map(FlawedSinks.Flawed::subject))
                .flatMap(Function.identity())
                .toList();
    }

    /** @throws SubjectException when there is none of that name */
    static Subject byName(String name) {
        return all().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static SubjectException unknown(String name) {
        List<String> names = all().stream().map(Subject::name).toList();
        return new SubjectException("sink '" + name + "' cannot be simulated" + NearestName.hint(name, names)
                + " Known: " + String.join(", ", names) + ".");
    }
}
