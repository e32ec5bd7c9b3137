package dev.sinkproof.agent;

import java.lang.ref.WeakReference;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the agent remembers of one thread: how deep it is in each method of a task, and which commits it asked for.
 *
 * <p>Connect runs a task on one thread, which also runs its commit and rebalance callbacks.
 */
final class TaskThread {
    private static final String PREFIX = "task-thread-";

    /** Commits that were asked for and never answered; more than these are forgotten, oldest first. */
    private static final int COMMITS_MAX = 64;

    private final Map<TaskMethod, Integer> depth = new EnumMap<>(TaskMethod.class);
    private final Map<Long, Commit> commits = new LinkedHashMap<>();
    private WeakReference<Object> committer = new WeakReference<>(null);
    private String threadName = "";
    private String task;
    private long puts;

    /**
     * A commit that Connect asked for.
     *
     * @param mode {@code sync} or {@code async}
     * @param spans its offsets
     */
    record Commit(String mode, List<Span> spans) {}

    /** The connector task that this thread runs, such as {@code orders-0}; null when it is no task's thread. */
    String task() {
        String name = Thread.currentThread().getName();
        if (!name.equals(threadName)) {
            threadName = name;
            task = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : null;
        }
        return task;
    }

    /** Enters a method of a task. @return whether this is Connect's call, and not one from a method to its super method */
    boolean enter(TaskMethod method) {
        return depth.merge(method, 1, Integer::sum) == 1;
    }

    /** Leaves what was entered. @return whether Connect's call ends */
    boolean exit(TaskMethod method) {
        return depth.merge(method, -1, Integer::sum) == 0;
    }

    void countPut() {
        puts++;
    }

    /** How many calls of put this thread has made. */
    long puts() {
        return puts;
    }

    void requested(Object runtimeTask, long seqno, Commit commit) {
        forgetOthers(runtimeTask);
        commits.put(seqno, commit);
        if (commits.size() > COMMITS_MAX) {
            commits.remove(commits.keySet().iterator().next());
        }
    }

    /** The commit that is answered; null when Connect reports the end of a commit that it never sent. */
    Commit answered(Object runtimeTask, long seqno) {
        forgetOthers(runtimeTask);
        return commits.remove(seqno);
    }

    /** Threads are reused, and each task counts its commits from one. */
    private void forgetOthers(Object runtimeTask) {
        if (committer.get() != runtimeTask) {
            committer = new WeakReference<>(runtimeTask);
            commits.clear();
        }
    }
}
