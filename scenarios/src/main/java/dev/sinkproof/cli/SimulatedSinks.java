package dev.sinkproof.cli;

import dev.sinkproof.exploration.SimulatedSubjects;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.subject.Subject;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

    /** Of the same one, each with a target of its own. */
    private final List<Simulator> simulators;
    /** None when it is a sink in memory. */
    private final List<SimulatedSubjects> real;

    private SimulatedSinks(List<Subject> subjects, List<SimulatedSubjects> real) {
        this.simulators = subjects.stream().map(Simulator::new).toList();
        this.real = real;
    }

    static List<Subject> inMemory() {
        return Stream.of(
                        CorrectSinks.all().stream(),
                        Stream.of(CorrectSinks.DEFAULT_PRE_COMMIT, CorrectSinks.TRUSTING_PARK),
                        FlawedSinks.all().stream().map(FlawedSinks.Flawed::subject))
                .flatMap(Function.identity())
                .toList();
    }

    /**
     * One of those that come with the house.
     *
     * @param out folder for the targets' logs, if it has any
     * @param count how many runs are to go on at a time
     * @throws SubjectException when there is none of that name
     */
    static SimulatedSinks byName(String name, Path out, int count) throws IOException {
        if (REAL.contains(name)) {
            return of(BundledSinks.byName(name), out, count);
        }
        Subject small = inMemory().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        // Each run has a target of its own.
        return new SimulatedSinks(Collections.nCopies(count, small), List.of());
    }

    /** A real connector. */
    static SimulatedSinks of(SubjectSpec spec, Path out, int count) throws IOException {
        List<SimulatedSubjects> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                started.add(SimulatedSubjects.start(spec, out.resolve(i == 0 ? LOGS : LOGS + "-" + (i + 1))));
            }
            return new SimulatedSinks(
                    started.stream().<Subject>map(SimulatedSubjects::subject).toList(), started);
        } catch (IOException | RuntimeException e) {
            close(started);
            throw e;
        }
    }

    private static SubjectException unknown(String name) {
        List<String> names = new ArrayList<>(REAL);
        inMemory().forEach(subject -> names.add(subject.name()));
        return new SubjectException("sink '" + name + "' cannot be simulated" + NearestName.hint(name, names)
                + " Known: " + String.join(", ", names) + ".");
    }

    /** At least one. */
    List<Simulator> simulators() {
        return simulators;
    }

    /** What real processes would run; empty for a sink in memory. */
    Optional<SubjectSpec> real() {
        return real.isEmpty()
                ? Optional.empty()
                : Optional.of(simulators.get(0).subject().spec());
    }

    @Override
    public void close() throws IOException {
        simulators.forEach(Simulator::close);
        close(real);
    }

    /** All of them, whatever becomes of one. */
    private static void close(List<SimulatedSubjects> started) throws IOException {
        if (!started.isEmpty()) {
            try (SimulatedSubjects last = started.get(0)) {
                close(started.subList(1, started.size()));
            }
        }
    }
}
