package dev.sinkproof.fault.agent;

import java.util.List;
import java.util.Map;

/**
 * Hears about the agents themselves, as opposed to what passes in their workers.
 *
 * <p>Life cycle, per agent that the gateway let in: {@link #connected} once; {@link #subjectInstrumented}, {@link #dropped} and
 * {@link #problem} any number of times, also before; {@link #disconnected} last, after everything that the agent had sent was
 * handed on. An agent whose worker ends within its first moments is disconnected without having been connected; that is reported
 * as a problem too.
 *
 * <p>Threads: one per agent, so calls for different agents may overlap. An implementation must not block, and must not call
 * {@link AgentGateway#arm}, which waits for these threads.
 */
public interface AgentListener {
    /** The agent has looked at its worker's Connect runtime and reports from the methods named. */
    void connected(AgentInfo agent);

    /**
     * The connection ended: the worker died or ended, or the gateway was closed. Nothing is held in that worker any more.
     *
     * @param worker name of the worker
     * @param pid its process
     */
    void disconnected(String worker, long pid);

    /**
     * The worker loaded a sink task, or a class that one extends.
     *
     * @param worker name of the worker
     * @param type class of the subject
     * @param methods those it declares and the agent reports from; the inherited ones report from where they are declared
     */
    void subjectInstrumented(String worker, String type, List<String> methods);

    /**
     * The worker produced passings faster than they were taken, and some were never sent: the timeline has a hole, and counts of
     * passings are too low.
     *
     * @param worker name of the worker
     * @param total how many so far
     */
    void dropped(String worker, long total);

    /**
     * What Connect's metrics say of a task has changed; told some times a second at most, and once more when the task stops.
     *
     * @param worker name of the worker
     * @param task connector task such as {@code orders-0}
     * @param epochMicros when they were read, microseconds since the epoch
     * @param figures by the names that Connect gives them, rounded; what has not been measured yet is missing
     */
    void measured(String worker, String task, long epochMicros, Map<String, Long> figures);

    /**
     * Something is not observed that should be, or the agent's connection broke its rules.
     *
     * @param worker name of the worker, or {@code (unknown)} before it has proved to be one
     * @param text what, where, and what is missed
     */
    void problem(String worker, String text);
}
