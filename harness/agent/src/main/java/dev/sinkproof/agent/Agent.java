package dev.sinkproof.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Set;

/** Entry point of the agent: {@code -javaagent:<jar>=port=<port>,worker=<name>,token=<token>}. */
public final class Agent {
    /** How many passings may wait for the harness: some megabytes at most. */
    private static final int PASSINGS_MAX = 1 << 16;

    private static final Set<String> RUNTIME = Set.of(
            Weave.SINK_TASK.replace('/', '.'),
            Weave.WORKER_SINK_TASK.replace('/', '.'),
            Weave.REBALANCE_LISTENER.replace('/', '.'),
            Weave.DEAD_LETTERS.replace('/', '.'));

    private Agent() {}

    /**
     * Called by the JVM before the worker's main class. Returns when the harness has said what is armed.
     *
     * @throws IOException when the harness cannot be reached or refuses; the JVM then ends, as a worker that nobody observes is
     *     of no use to a run
     */
    public static void premain(String text, Instrumentation instrumentation)
            throws IOException, UnmodifiableClassException {
        AgentArguments arguments = AgentArguments.parse(text);
        Outbox outbox = new Outbox(PASSINGS_MAX);
        Problems problems = new Problems(outbox);
        HarnessLink link = HarnessLink.connect(arguments, outbox);
        MetricsWatch metrics = MetricsWatch.ofThisProcess(outbox, problems);
        Passings.install(new Passings.Observer(outbox, problems, metrics::look));
        PointTransformer transformer = new PointTransformer(outbox, problems);
        instrumentation.addTransformer(transformer, true);
        link.start();
        Runtime.getRuntime().addShutdownHook(new Thread(outbox::end, "sinkproof-agent-end"));
        retransformLoaded(instrumentation);
        start("check", new ConnectCheck(ClassLoader.getSystemClassLoader(), transformer, outbox, problems));
        start("metrics", metrics);
    }

    /** Nothing of Connect is loaded this early, unless another agent came first. */
    private static void retransformLoaded(Instrumentation instrumentation) throws UnmodifiableClassException {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (RUNTIME.contains(type.getName())) {
                instrumentation.retransformClasses(type);
            }
        }
    }

    private static void start(String purpose, Runnable work) {
        Thread thread = new Thread(work, "sinkproof-agent-" + purpose);
        thread.setDaemon(true);
        thread.start();
    }
}
