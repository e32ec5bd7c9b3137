package dev.sinkproof.fault.agent;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Main class of a forked JVM: calls a task of an isolated class loader the way Connect does. Arguments: task class, puts. */
final class TaskPlayer {
    /** What it says when all puts have returned. */
    static final String PUTS_DONE = "all puts have returned";

    private static final int RECORDS_PER_PUT = 10;
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private TaskPlayer() {}

    public static void main(String[] arguments) throws Exception {
        awaitAgentsCheck();
        Thread.currentThread().setName("task-thread-orders-0");
        SinkTask task = load(arguments[0]);
        task.start(Map.of());
        task.open(List.of(ORDERS_0));
        for (int put = 0; put < Integer.parseInt(arguments[1]); put++) {
            task.put(Collections.emptyList());
            task.put(records(put * (long) RECORDS_PER_PUT));
            if (task.getClass().getName().endsWith("Interrupted") && !Thread.interrupted()) {
                throw new IllegalStateException("the interrupt was lost while the thread was held");
            }
        }
        System.err.println(PUTS_DONE);
        task.preCommit(Map.of(ORDERS_0, new OffsetAndMetadata(1)));
        task.close(List.of(ORDERS_0));
        task.stop();
    }

    /** A real worker takes longer to start than its agent takes to look at Connect; this one would be over before. */
    private static void awaitAgentsCheck() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("sinkproof-agent-check")) {
                thread.join();
            }
        }
    }

    private static List<SinkRecord> records(long first) {
        return IntStream.range(0, RECORDS_PER_PUT)
                .mapToObj(i -> new SinkRecord("orders", 0, null, null, null, null, first + i))
                .toList();
    }

    private static SinkTask load(String name) throws Exception {
        URL own = TaskPlayer.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader plugin = new PluginLoader(new URL[] {own});
        return (SinkTask) plugin.loadClass(name).getConstructor().newInstance();
    }

    /** Looks at its own classes first, as Connect's loader of plugins does. */
    private static final class PluginLoader extends URLClassLoader {
        PluginLoader(URL[] own) {
            super(own, TaskPlayer.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith(PlayedTask.class.getName())) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }
}
