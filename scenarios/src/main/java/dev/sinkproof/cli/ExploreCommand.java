package dev.sinkproof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.exploration.EmbeddedPlan;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.simulation.explore.Budget;
import dev.sinkproof.simulation.explore.Coverage;
import dev.sinkproof.simulation.explore.Explorer;
import dev.sinkproof.simulation.explore.Finding;
import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.subject.SubjectFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes a sink through thousands of simulated fault schedules. */
@Command(
        name = "explore",
        description = {
            "Take a sink through thousands of fault schedules, in Connect's real task runner over a modelled Kafka and in "
                    + "virtual time.",
            "Every single fault at every passing first, then pairs and random schedules. Ends with the first schedule that "
                    + "breaks the sink's contract, made as small as can be."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof explore --sink jdbc",
            "  sinkproof explore --sink memory-exactly-once --budget 10m --seed 7",
            "  sinkproof explore --sink m26-batch-buffered-twice"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);

    @ArgGroup
    private Which which = new Which();

    static final class Which {
        @Option(
                names = "--subject",
                paramLabel = "FILE",
                description = {
                    "Subject file of a connector that writes to PostgreSQL by its JDBC driver, on its task's own thread.",
                    "Its plugin must be a folder of jars, and it must leave converters and transforms alone."
                })
        private Path subject;

        @Option(
                names = "--sink",
                paramLabel = "NAME",
                description = {
                    "The reference JDBC sink from its plugin, on a real PostgreSQL (jdbc, jdbc-…); a small correct sink in "
                            + "memory (memory-…); or one with a defect that was reported against a real connector "
                            + "(m1-… to m74-…).",
                    "Default: " + SimulatedSinks.DEFAULT + "."
                })
        private String sink;
    }

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "How long to look, for example 30s, 10m, 2h. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of random schedules. Default: drawn and printed.")
    private Long seed;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "How many schedules run at a time, each in a simulation, and for a real connector on a PostgreSQL, of its "
                            + "own. Changes nothing of what is found. Default: one for each core.")
    private Integer jobs;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "Run this schedule once, as a finding printed it, and show the record's story.")
    private String schedule;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "sinkproof-explore",
            description =
                    "Folder for a real connector's target log and for the plan of a finding, which 'sinkproof replay' "
                            + "takes to real processes. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private String sink;

    @Override
    public Integer call() throws IOException {
        if (jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs takes a number from 1, not " + jobs);
        }
        Schedule asked = schedule == null ? null : parsed();
        try (SimulatedSinks chosen = choose(asked == null ? jobs() : 1)) {
            return asked == null ? explore(chosen) : replay(chosen, asked);
        }
    }

    private int jobs() {
        return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    }

    private SimulatedSinks choose(int count) throws IOException {
        if (which.subject != null) {
            SubjectSpec subject = SubjectFile.read(which.subject);
            sink = subject.name();
            return SimulatedSinks.of(subject, out, count);
        }
        sink = which.sink == null ? SimulatedSinks.DEFAULT : which.sink;
        return SimulatedSinks.byName(sink, out, count);
    }

    private Schedule parsed() {
        try {
            return Schedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--schedule: " + e.getMessage(), e);
        }
    }

    private int explore(SimulatedSinks chosen) throws IOException {
        List<Simulator> simulators = chosen.simulators();
        long chosenSeed = seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        long begun = System.nanoTime();
        err().printf(
                        "sinkproof: exploring %s (%s), seed %d, budget %d s%n",
                        sink,
                        simulators.get(0).subject().contract().guarantee().label(),
                        chosenSeed,
                        budget.toSeconds());
        try (Interruption interruption = Interruption.guard()) {
            Explorer.Outcome outcome = new Explorer(simulators, EnumSet.allOf(AnomalyKind.class), progress())
                    .explore(chosenSeed, Budget.of(budget));
            out().printf(
                            "%s; in %d s%n",
                            outcome.coverage().describe(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
            if (outcome.finding().isPresent()) {
                print(outcome.finding().get());
                tellReal(chosen, outcome.finding().get().minimal());
            }
            return exitCode(outcome).code();
        }
    }

    private ExitCode exitCode(Explorer.Outcome outcome) {
        if (outcome.finding().isPresent()) {
            Finding finding = outcome.finding().get();
            return finding.minimal().faults().isEmpty() ? ExitCode.BASELINE_FAILS : exitCode(Set.of(finding.kind()));
        }
        if (Thread.currentThread().isInterrupted()) {
            return ExitCode.INTERRUPTED;
        }
        return outcome.coverage().inconclusive() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.HELD;
    }

    private static ExitCode exitCode(Set<AnomalyKind> violations) {
        if (violations.isEmpty()) {
            return ExitCode.HELD;
        }
        return violations.equals(Set.of(AnomalyKind.STUCK)) ? ExitCode.DID_NOT_RECOVER : ExitCode.REFUTED;
    }

    private java.util.function.Consumer<Coverage> progress() {
        long[] told = {System.nanoTime()};
        return coverage -> {
            if (System.nanoTime() - told[0] > PROGRESS_NANOS) {
                told[0] = System.nanoTime();
                err().println("  " + coverage.describe());
                err().flush();
            }
        };
    }

    private void print(Finding finding) {
        out().printf(
                        "%n%s does not keep its contract: %s (%s)%n",
                        sink, finding.kind(), finding.kind().meaning());
        out().printf("found with     %s%n", orNone(finding.found()));
        out().printf("smallest form  %s  (%d runs)%n%n", orNone(finding.minimal()), finding.shrinkRuns());
        print(finding.anomaly());
        out().printf("%nrun it again: %s%n", command(finding.minimal()));
    }

    /** A sink in memory is no connector that a worker could run. */
    private void tellReal(SimulatedSinks chosen, Schedule minimal) throws IOException {
        if (chosen.real().isPresent()) {
            EmbeddedPlan translated = EmbeddedPlan.of(chosen.real().get(), minimal);
            Plan plan = translated.plan(chosen.real().get(), "explored", Source.TOPIC, "embedded", Map.of());
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(plan(), plan);
            out().printf(
                            "on real processes: %s replay '%s'%n",
                            System.getProperty("sinkproof.command", "sinkproof"), out);
            translated.differences().forEach(difference -> out().println("  there, " + difference));
        }
        out().flush();
    }

    private File plan() throws IOException {
        return Files.createDirectories(out).resolve("plan.json").toFile();
    }

    private static String orNone(Schedule schedule) {
        return schedule.toString().isEmpty() ? "no faults, nothing changed" : schedule.toString();
    }

    private void print(Anomaly anomaly) {
        out().println(anomaly.kind() + ": " + anomaly.explanation());
        anomaly.story().forEach(line -> out().println("  " + line));
    }

    private String command(Schedule minimal) {
        return System.getProperty("sinkproof.command", "sinkproof") + " explore "
                + (which.subject == null ? "--sink " + sink : "--subject '" + which.subject + "'") + " --schedule '"
                + minimal + "'";
    }

    private int replay(SimulatedSinks chosen, Schedule replayed) throws IOException {
        Oracle.Verdict verdict = new Oracle().judge(chosen.simulators().get(0).run(replayed));
        out().println(verdict.judgement().sentence());
        verdict.judgement().anomalies().forEach(this::print);
        tellReal(chosen, replayed);
        if (verdict.inconclusive()) {
            return ExitCode.INCONCLUSIVE.code();
        }
        return exitCode(verdict.violations()).code();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
