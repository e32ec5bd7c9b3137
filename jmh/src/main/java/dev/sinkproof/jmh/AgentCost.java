package dev.sinkproof.jmh;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.fault.agent.AgentGateway;
import dev.sinkproof.fault.agent.AgentInfo;
import dev.sinkproof.fault.agent.AgentJar;
import dev.sinkproof.fault.agent.AgentListener;
import dev.sinkproof.model.FaultPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the agent costs a sink task: runs {@link AgentBenchmark} in JVMs without an agent, with one while nothing is armed, and with
 * one while a point is armed at which everything is held and let through. The harness's side is its real gateway, in this process.
 *
 * <p>The kinds of JVM take turns, so that a machine that is busy for a while is busy for all of them. Arguments: JMH's own.
 */
public final class AgentCost {
    private static final int TURNS = 3;

    /** JMH counts operations per second. */
    private static final double MICROS = 1_000_000;

    private AgentCost() {}

    /** With what a JVM runs. */
    private enum Attached {
        NO_AGENT(Set.of()),
        IDLE(Set.of()),
        ARMED(Set.of(FaultPoint.TASK_PUT_ENTER));

        private final Set<FaultPoint> points;

        Attached(Set<FaultPoint> points) {
            this.points = points;
        }
    }

    public static void main(String[] arguments) throws Exception {
        CommandLineOptions given = new CommandLineOptions(arguments);
        Counting gate = new Counting();
        for (AgentBenchmark.Into into : wanted(given)) {
            Map<Attached, List<Cost>> costs = new EnumMap<>(Attached.class);
            Map<Attached, Long> passings = new EnumMap<>(Attached.class);
            try (AgentGateway gateway = AgentGateway.open(gate, new Strict())) {
                for (int turn = 0; turn < TURNS; turn++) {
                    for (Attached attached : Attached.values()) {
                        gateway.arm(attached.points);
                        long before = gate.passings.get();
                        costs.computeIfAbsent(attached, absent -> new ArrayList<>())
                                .addAll(measure(options(given, into, attached, gateway)));
                        passings.merge(attached, gate.passings.get() - before, Long::sum);
                    }
                }
            }
            print(into, costs, passings);
        }
    }

    private static List<AgentBenchmark.Into> wanted(CommandLineOptions given) {
        Collection<String> named = given.getParameter("into").orElse(List.of());
        return Arrays.stream(AgentBenchmark.Into.values())
                .filter(into -> named.isEmpty() || named.contains(into.name()))
                .toList();
    }

    private static ChainedOptionsBuilder options(
            CommandLineOptions given, AgentBenchmark.Into into, Attached attached, AgentGateway gateway) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .include(AgentBenchmark.class.getName())
                .param("into", into.name())
                .shouldFailOnError(true);
        return attached == Attached.NO_AGENT
                ? options
                : options.jvmArgsAppend(gateway.jvmOption(AgentJar.locate(), attached.name()));
    }

    /**
     * Of an operation, on average over an iteration.
     *
     * @param micros by the clock
     * @param processorMicros of the process, all threads together
     */
    private record Cost(double micros, double processorMicros) {
        static Cost of(IterationResult iteration) {
            return new Cost(
                    MICROS / iteration.getPrimaryResult().getScore(),
                    iteration.getSecondaryResults().get("processorMicros").getScore());
        }
    }

    /** Of each measured iteration. */
    private static List<Cost> measure(ChainedOptionsBuilder options) throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (RunResult run : new Runner(options.build()).run()) {
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                fork.getIterationResults().forEach(iteration -> costs.add(Cost.of(iteration)));
            }
        }
        return costs;
    }

    private static void print(AgentBenchmark.Into into, Map<Attached, List<Cost>> costs, Map<Attached, Long> passings) {
        for (Attached attached : Attached.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %-8s %d records: %s; %s; n=%d, %d passings%n",
                    into,
                    attached,
                    AgentBenchmark.BATCH,
                    told("clock", costs, attached, Cost::micros),
                    told("processor", costs, attached, Cost::processorMicros),
                    costs.get(attached).size(),
                    passings.get(attached));
        }
    }

    private static String told(
            String what, Map<Attached, List<Cost>> costs, Attached attached, ToDoubleFunction<Cost> of) {
        DoubleSummaryStatistics all =
                costs.get(attached).stream().mapToDouble(of).summaryStatistics();
        double median = median(costs.get(attached), of);
        return String.format(
                Locale.ROOT,
                "%s median %.1f us (%.1f to %.1f), ratio %.4f",
                what,
                median,
                all.getMin(),
                all.getMax(),
                median / median(costs.get(Attached.NO_AGENT), of));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
        return median(costs.stream().map(of::applyAsDouble).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Lets everything through. */
    private static final class Counting implements PassingGate {
        private final AtomicLong passings = new AtomicLong();

        @Override
        public void observed(Passing passing) {
            passings.incrementAndGet();
        }

        @Override
        public GateDecision pass(Passing passing) {
            passings.incrementAndGet();
            return GateDecision.PROCEED;
        }
    }

    /** Figures of an agent that misses something mean nothing. */
    private static final class Strict implements AgentListener {
        @Override
        public void connected(AgentInfo agent) {}

        @Override
        public void disconnected(String worker, long pid) {}

        @Override
        public void subjectInstrumented(String worker, String type, List<String> methods) {}

        @Override
        public void dropped(String worker, long total) {
            System.err.println(worker + " dropped " + total + " passings");
        }

        @Override
        public void measured(String worker, String task, long epochMicros, Map<String, Long> figures) {}

        @Override
        public void problem(String worker, String text) {
            System.err.println(worker + ": " + text);
        }
    }
}
