package dev.sinkproof.cli;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.simulation.explore.Budget;
import dev.sinkproof.simulation.explore.Coverage;
import dev.sinkproof.simulation.explore.Explorer;
import dev.sinkproof.simulation.explore.Finding;
import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.subject.Subject;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes a sink through thousands of simulated fault schedules. */
@Command(
        name = "explore",
        description = {
            "Take a sink through thousands of fault schedules, in Connect's real task runner over a modelled Kafka, on one "
                    + "thread and in virtual time.",
            "Every single fault at every passing first, then pairs and random schedules. Ends with the first schedule that "
                    + "breaks the sink's contract, made as small as can be."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof explore --sink memory-exactly-once --budget 10m --seed 7",
            "  sinkproof explore --sink m26-batch-buffered-twice"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            defaultValue = SimulatedSinks.DEFAULT,
            description =
                    "Which sink: a small correct one (memory-…), or one with a defect that was reported against a real "
                            + "connector (m1-… to m74-…). Default: ${DEFAULT-VALUE}.")
    private String sink;

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
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "Run this schedule once, as a finding printed it, and show the record's story.")
    private String schedule;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Subject subject = SimulatedSinks.byName(sink);
        try (Simulator simulator = new Simulator(subject)) {
            return schedule == null ? explore(simulator) : replay(simulator, parsed());
        }
    }

    private Schedule parsed() {
        try {
            return Schedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--schedule: " + e.getMessage(), e);
        }
    }

    private int explore(Simulator simulator) {
        long chosenSeed = seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        err().printf(
                        "sinkproof: exploring %s (%s), seed %d, budget %d s%n",
                        sink, simulator.subject().contract().guarantee().label(), chosenSeed, budget.toSeconds());
        try (Interruption interruption = Interruption.guard()) {
            Explorer.Outcome outcome = new Explorer(simulator, EnumSet.allOf(AnomalyKind.class), progress())
                    .explore(chosenSeed, Budget.of(budget));
            out().println(outcome.coverage().describe());
            outcome.finding().ifPresent(this::print);
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
        out().flush();
    }

    private static String orNone(Schedule schedule) {
        return schedule.toString().isEmpty() ? "no faults, nothing changed" : schedule.toString();
    }

    private void print(Anomaly anomaly) {
        out().println(anomaly.kind() + ": " + anomaly.explanation());
        anomaly.story().forEach(line -> out().println("  " + line));
    }

    private String command(Schedule minimal) {
        return System.getProperty("sinkproof.command", "sinkproof") + " explore --sink " + sink + " --schedule '"
                + minimal + "'";
    }

    private int replay(Simulator simulator, Schedule replayed) {
        Oracle.Verdict verdict = new Oracle().judge(simulator.run(replayed));
        out().println(verdict.judgement().sentence());
        verdict.judgement().anomalies().forEach(this::print);
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
