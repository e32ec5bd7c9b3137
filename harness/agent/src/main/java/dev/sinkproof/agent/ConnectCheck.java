package dev.sinkproof.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * Loads the classes of Connect that are woven into, so that a missing method is known when the worker starts and not in the
 * middle of a run, and tells the harness what reports. On a thread of its own, beside the worker's start; loading does not
 * initialize the classes.
 */
final class ConnectCheck implements Runnable {
    private static final List<String> CLASSES =
            List.of(Weave.SINK_TASK, Weave.WORKER_SINK_TASK, Weave.REBALANCE_LISTENER, Weave.DEAD_LETTERS);

    private final ClassLoader loader;
    private final PointTransformer transformer;
    private final Outbox outbox;
    private final Problems problems;

    ConnectCheck(ClassLoader loader, PointTransformer transformer, Outbox outbox, Problems problems) {
        this.loader = loader;
        this.transformer = transformer;
        this.outbox = outbox;
        this.problems = problems;
    }

    @Override
    public void run() {
        String version = ConnectVersion.of(loader);
        List<String> methods = new ArrayList<>();
        for (String name : CLASSES) {
            load(name, version);
            methods.addAll(woven(name, version));
        }
        outbox.send(Message.ready(version, methods));
    }

    private void load(String name, String version) {
        try {
            Class.forName(name.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            problems.report("Connect " + version + ": cannot load " + name.replace('/', '.') + ": " + e);
        }
    }

    private List<String> woven(String name, String version) {
        List<Weave> woven = transformer.wovenRuntime(name);
        if (woven == null) {
            problems.report("Connect " + version + ": " + name.replace('/', '.')
                    + " is not instrumented: its points are missed");
            return List.of();
        }
        return woven.stream().map(Weave::describe).toList();
    }
}
