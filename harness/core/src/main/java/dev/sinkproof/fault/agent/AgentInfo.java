package dev.sinkproof.fault.agent;

import java.util.List;
import java.util.Objects;

/**
 * An agent that has looked at the Connect runtime of its worker.
 *
 * @param worker name of the worker
 * @param pid its process
 * @param connectVersion version of Kafka on the worker's class path
 * @param instrumented methods of the Connect runtime that report, for example {@code WorkerSinkTask.doCommitSync}
 */
public record AgentInfo(String worker, long pid, String connectVersion, List<String> instrumented) {
    public AgentInfo {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(connectVersion, "connectVersion");
        instrumented = List.copyOf(instrumented);
    }
}
