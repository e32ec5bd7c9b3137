package dev.sinkproof.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looks at each class as it is loaded, and weaves into those that fault points pass through. For all others it costs a look at
 * the superclass.
 */
final class PointTransformer implements ClassFileTransformer {
    private static final String OWN_PACKAGE = "dev/sinkproof/agent/";

    private final SinkTaskFamily family = new SinkTaskFamily();
    private final ConcurrentMap<String, List<Weave>> wovenRuntime = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private final Problems problems;

    PointTransformer(Outbox outbox, Problems problems) {
        this.outbox = outbox;
        this.problems = problems;
    }

    /** Keeps Byte Buddy unloaded until the first class has to be woven. */
    private static final class Loom {
        static final Weaver WEAVER = new Weaver();

        private Loom() {}
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (loader == null || name == null || name.startsWith(OWN_PACKAGE)) {
            return null;
        }
        try {
            return weave(loader, name, bytes);
        } catch (RuntimeException | LinkageError e) {
            // The JVM would swallow it, and the points of this class with it.
            problems.report("cannot instrument " + name.replace('/', '.') + ": " + e);
            return null;
        }
    }

    private byte[] weave(ClassLoader loader, String name, byte[] bytes) {
        return switch (name) {
            case Weave.WORKER_SINK_TASK -> weaveRuntime(loader, name, bytes, Weave.runtime());
            case Weave.REBALANCE_LISTENER -> weaveRuntime(loader, name, bytes, Weave.rebalance());
            case Weave.DEAD_LETTERS -> weaveRuntime(loader, name, bytes, Weave.deadLetters());
            case Weave.SINK_TASK -> weaveRuntime(loader, name, bytes, Weave.task());
            default -> weaveSubjectOnly(loader, name, bytes);
        };
    }

    private byte[] weaveSubjectOnly(ClassLoader loader, String name, byte[] bytes) {
        boolean isTask = family.note(loader, name, ClassOutline.superName(bytes));
        return isTask ? weaveSubject(loader, name, bytes) : null;
    }

    private byte[] weaveRuntime(ClassLoader loader, String name, byte[] bytes, List<Weave> weaves) {
        String version = ConnectVersion.of(loader);
        Weaver.Woven woven = Loom.WEAVER.weave(
                javaName(name),
                bytes,
                loader,
                weaves,
                true,
                text -> problems.report("Connect " + version + ": " + text));
        wovenRuntime.put(name, woven.woven());
        return woven.bytes();
    }

    private byte[] weaveSubject(ClassLoader loader, String name, byte[] bytes) {
        if (!seesAgent(loader)) {
            problems.report("the class loader of " + javaName(name) + " ("
                    + loader.getClass().getName() + ") hides the agent, so its task.* points are missed");
            return null;
        }
        Weaver.Woven woven = Loom.WEAVER.weave(javaName(name), bytes, loader, Weave.task(), false, problems::report);
        outbox.send(Message.woven(
                javaName(name), woven.woven().stream().map(Weave::method).toList()));
        return woven.bytes();
    }

    private static boolean seesAgent(ClassLoader loader) {
        try {
            return Class.forName(Passings.class.getName(), false, loader) == Passings.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What of this class of Connect reports; null when it has not been loaded. */
    List<Weave> wovenRuntime(String name) {
        return wovenRuntime.get(name);
    }

    private static String javaName(String internalName) {
        return internalName.replace('/', '.');
    }
}
