package dev.sinkproof.cli;

import dev.sinkproof.exploration.SimulatedSubjects;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.subject.Subject;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code sinkproof explore} can explore, by name; and one of them, ready to be explored. */
final class SimulatedSinks implements AutoCloseable {
    static final String DEFAULT = "memory-exactly-once";
    /** Bundled sinks whose target is a PostgreSQL. */
    private static final List<String> REAL =
            List.of(BundledSinks.DEFAULT, "jdbc-at-least-once", "jdbc-idempotent", "jdbc-exactly-once");

    private static final String LOGS = "logs";

    private final Subject subject;
    /** Null when it is a sink in memory. */
    private final SimulatedSubjects real;

    private SimulatedSinks(Subject subject, SimulatedSubjects real) {
        this.subject = subject;
        this.real = real;
    }

    static List<Subject> inMemory() {
        return Stream.of(
                        CorrectSinks.all().stream(),
                        Stream.of(CorrectSinks.DEFAULT_PRE_COMMIT),
                        FlawedSinks.all().stream().map(FlawedSinks.Flawed::subject))
                .flatMap(Function.identity())
                .toList();
    }

    /**
     * One of those that come with the house.
     *
     * @param out folder for a target's log, if it has one
     * @throws SubjectException when there is none of that name
     */
    static SimulatedSinks byName(String name, Path out) throws IOException {
        if (REAL.contains(name)) {
            return of(BundledSinks.byName(name), out);
        }
        Subject small = inMemory().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        return new SimulatedSinks(small, null);
    }

    /** A real connector. */
    static SimulatedSinks of(SubjectSpec spec, Path out) throws IOException {
        SimulatedSubjects started = SimulatedSubjects.start(spec, out.resolve(LOGS));
        return new SimulatedSinks(started.subject(), started);
    }

    private static SubjectException unknown(String name) {
        List<String> names = new ArrayList<>(REAL);
        inMemory().forEach(subject -> names.add(subject.name()));
        return new SubjectException("sink '" + name + "' cannot be simulated" + NearestName.hint(name, names)
                + " Known: " + String.join(", ", names) + ".");
    }

    Subject subject() {
        return subject;
    }

    /** What real processes would run; empty for a sink in memory. */
    Optional<SubjectSpec> real() {
        return real == null ? Optional.empty() : Optional.of(subject.spec());
    }

    @Override
    public void close() throws IOException {
        if (real != null) {
            real.close();
        }
    }
}
