package dev.sinkproof.cli;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.fault.FaultText;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.reports.Reports;
import dev.sinkproof.reports.ResultsFile;
import dev.sinkproof.run.Planner;
import dev.sinkproof.run.Suite;
import dev.sinkproof.scenarios.Baseline;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Custom;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Sizes;
import dev.sinkproof.subject.SubjectFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job: runs a subject through scenarios and says what it guarantees. */
@Command(
        name = "run",
        description = {
            "Run a connector through a fault-free baseline and the scenarios, account for every source offset, and "
                    + "write report.html, results.json, junit.xml and summary.md.",
            "Real Kafka broker, Connect workers and PostgreSQL run as processes on this machine; nothing is left behind."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof run --sink jdbc-at-least-once --seed 7",
            "  sinkproof run --subject examples/debezium-jdbc-upsert.properties --scenario 'crash-*'",
            "  sinkproof run --scenario crash-after-target-write -X nth=5 -X recovery=takeover",
            "  sinkproof run --sink jdbc-idempotent --scenario rebalance --scenario schema --jobs 2",
            "  sinkproof run --subject orders.properties --fail-on refuted",
            "  sinkproof run -X workers=2 --fault 'worker.pause @ task.put.enter#3 until rebalance.assigned worker=worker-2'"
        })
final class RunCommand implements Callable<Integer> {
    private static final long DISK_FULL_BYTES = 1 << 18;
    private static final int CORES_PER_JOB = 2;

    @ArgGroup
    private Which which = new Which();

    static final class Which {
        @Option(
                names = "--subject",
                paramLabel = "FILE",
                description = "Subject file: the connector's own .properties or .json, with sinkproof.* keys.")
        private Path subject;

        @Option(
                names = "--sink",
                paramLabel = "NAME",
                description = "A built-in subject, see 'sinkproof list sinks'. Default: " + BundledSinks.DEFAULT + ".")
        private String sink;
    }

    @Option(
            names = "--scenario",
            paramLabel = "GLOB",
            description = {
                "Scenarios to run, by id, id/variant or group; may be repeated. The baseline always runs.",
                "Default: core, the cases that every review asks for. All: the whole catalogue, about ten minutes."
            })
    private List<String> scenarios = List.of();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = {
                "A fault of your own, in a case of its own; may be repeated. Without --scenario only that case is run.",
                "Written: " + FaultText.GRAMMAR,
                "See 'sinkproof list faults' and 'sinkproof list points'."
            })
    private List<String> faults = List.of();

    @Option(
            names = "-X",
            paramLabel = "KEY=VALUE",
            description =
                    "Parameters: records, partitions, keys, tasks, rate, nth, recovery, workers, upgrade; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the workload. Default: drawn and printed.")
    private Long seed;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = {
                "How many cases run side by side, each on a broker, workers and target of its own (about 1 GB).",
                "Default: one for each two cores, so that recovery times are the connector's and not the machine's."
            })
    private Integer jobs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "sinkproof-out",
            description = "Folder of report and evidence. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--no-differential",
            description = {
                "Where the subject fails a case, do not run the same plan with a reference sink of the same guarantee.",
                "That takes one more case for each failed one, and decides whose an anomaly is."
            })
    private boolean noDifferential;

    @Mixin
    private Additions additions;

    @Option(
            names = "--fail-on",
            paramLabel = "VERDICT",
            defaultValue = "inconclusive",
            description = {
                "From which verdict on the exit code is not 0: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                "Bad usage, errors of the harness and interruptions always fail."
            })
    private FailOn failOn;

    @Option(names = "--json", description = "Print results.json on the standard output instead of a summary.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs takes a number from 1, not " + jobs);
        }
        additions.requireLegible();
        SubjectSpec subject = which.subject == null
                ? BundledSinks.byName(which.sink == null ? BundledSinks.DEFAULT : which.sink)
                : SubjectFile.read(which.subject);
        Parameters given = new Parameters(parameters);
        List<ScenarioSpec> cases = cases(subject, given);
        long chosenSeed = seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        Files.createDirectories(out);
        return new Session(subject, given, cases, chosenSeed).run();
    }

    private List<ScenarioSpec> cases(SubjectSpec subject, Parameters given) {
        if (faults.isEmpty()) {
            return Catalogue.select(scenarios, given, subject);
        }
        List<String> others =
                scenarios.stream().filter(glob -> !glob.equals(Custom.ID)).toList();
        List<ScenarioSpec> cases =
                new ArrayList<>(Catalogue.select(others.isEmpty() ? List.of(Baseline.ID) : others, given, subject));
        cases.add(Custom.of(faults, given));
        return cases;
    }

    /** One suite, from the first process to the last line. */
    private final class Session {
        private final SubjectSpec subject;
        private final Parameters given;
        private final List<ScenarioSpec> cases;
        private final long chosenSeed;
        private final Optional<SubjectSpec> reference;
        private final ConsoleProgress progress =
                ConsoleProgress.of(spec.commandLine().getErr(), json);

        Session(SubjectSpec subject, Parameters given, List<ScenarioSpec> cases, long chosenSeed) {
            this.subject = subject;
            this.given = given;
            this.cases = cases;
            this.chosenSeed = chosenSeed;
            this.reference = noDifferential ? Optional.empty() : ReferenceSinks.of(subject);
        }

        int run() throws IOException {
            announce();
            try (Interruption interruption = Interruption.guard()) {
                return runSuite();
            } catch (IOException | UncheckedIOException e) {
                if (diskIsFull()) {
                    throw full(e);
                }
                throw e;
            } finally {
                progress.done();
            }
        }

        private boolean diskIsFull() throws IOException {
            return Files.getFileStore(out).getUsableSpace() < DISK_FULL_BYTES;
        }

        private EnvironmentException full(Exception cause) {
            return new EnvironmentException(
                    "the disk of " + out.toAbsolutePath()
                            + " is full. What was written so far is kept; free some space, or"
                            + " choose another folder with --out.",
                    cause);
        }

        private int runSuite() throws IOException {
            try (Environments environments = Environments.start(sideBySide(), this::start, this::warn)) {
                Suite suite = new Suite(environments, subject, suiteSettings(environments.first()), progress);
                Results results = additions.saved(suite.run(plans(environments.first())), out);
                progress.done();
                Reports.writeAll(results, out, githubSummary());
                new Closing(spec.commandLine().getOut(), out, json).print(results);
                return failOn.code(results);
            } catch (InterruptedIOException e) {
                reportWhatThereIs();
                throw e;
            }
        }

        /** More than the cases that come after the baseline would find nothing to do. */
        private int sideBySide() {
            int wanted = jobs == null ? Runtime.getRuntime().availableProcessors() / CORES_PER_JOB : jobs;
            return Math.max(1, Math.min(wanted, cases.size() - 1));
        }

        /** Only the first tells what it waits for: the others start while cases run. */
        private Environment start(int number) throws IOException {
            Path logs = out.resolve(number == 1 ? "logs" : "logs-" + number);
            return EmbeddedEnvironment.start(subjects(), logs, number == 1 ? progress::step : step -> {});
        }

        private List<SubjectSpec> subjects() {
            return reference.map(sink -> List.of(subject, sink)).orElse(List.of(subject));
        }

        private void warn(String trouble) {
            spec.commandLine().getErr().println("sinkproof: " + trouble);
        }

        /** An interruption before the first case has left no results, and then there is nothing to report. */
        private void reportWhatThereIs() throws IOException {
            Path results = out.resolve(ResultsFile.NAME);
            if (Files.exists(results)) {
                Reports.writeAll(results, out, githubSummary());
            }
        }

        private void announce() {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "sinkproof: %s, %d cases, seed %d, evidence in %s%n",
                            subject.name(), cases.size(), chosenSeed, out);
        }

        private Suite.Settings suiteSettings(Environment environment) {
            Suite.Settings settings = new Suite.Settings(out, chosenSeed, Version.NAME, reproduce(), scenarios);
            return reference
                    .map(sink -> new SamePlan(cases, planner(sink, environment)))
                    .map(settings::differing)
                    .orElse(settings);
        }

        private Planner planner(SubjectSpec sink, Environment environment) {
            return new Planner(sink, Sizes.of(given), chosenSeed, environment.id(), environment.testedSettings());
        }

        private List<Plan> plans(Environment environment) {
            Planner planner = planner(subject, environment);
            List<Plan> plans = new ArrayList<>();
            for (ScenarioSpec scenario : cases) {
                plans.add(planner.plan(scenario, plans.size()));
            }
            return plans;
        }

        private String reproduce() {
            StringBuilder command = new StringBuilder(System.getProperty("sinkproof.command", "sinkproof"));
            command.append(" run ");
            command.append(which.subject == null ? "--sink " + subject.name() : "--subject '" + which.subject + "'");
            new TreeMap<>(parameters)
                    .forEach((key, value) ->
                            command.append(" -X ").append(key).append('=').append(value));
            faults.forEach(fault -> command.append(" --fault '").append(fault).append('\''));
            return command.append(" --seed ").append(chosenSeed).toString();
        }

        private Optional<Path> githubSummary() {
            return Optional.ofNullable(System.getenv("GITHUB_STEP_SUMMARY"))
                    .filter(path -> !path.isBlank())
                    .map(Path::of);
        }
    }
}
