package dev.sinkproof.simulation.run;

import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.explore.RandomSchedules;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** Main class of a JVM with another version of Connect: prints its version, and what each of many runs showed. */
public final class VerdictsMain {
    private static final int RUNS = 6;

    private VerdictsMain() {}

    public static void main(String[] arguments) {
        System.out.println(AppInfoParser.getVersion());
        lines().forEach(System.out::println);
    }

    private static Stream<Subject> subjects() {
        return Stream.concat(
                CorrectSinks.all().stream(), FlawedSinks.all().stream().map(FlawedSinks.Flawed::subject));
    }

    /** The sink, the schedule, what was held against the sink, and a digest of all that happened. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        subjects().forEach(subject -> {
            RandomSchedules schedules = new RandomSchedules(11, subject.morePoints());
            try (Simulator simulator = new Simulator(subject)) {
                for (int i = 0; i < RUNS; i++) {
                    Schedule schedule = schedules.next();
                    SimulatedRun run = simulator.run(schedule);
                    lines.add(subject.name() + "|" + schedule + "|"
                            + new TreeSet<>(new Oracle().judge(run).violations()) + "|"
                            + new TreeMap<>(run.recovery().orElseThrow().finalLag()) + "|"
                            + Integer.toHexString(run.trace().hashCode()));
                }
            }
        });
        return lines;
    }
}
