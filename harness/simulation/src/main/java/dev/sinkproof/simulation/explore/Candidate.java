package dev.sinkproof.simulation.explore;

import dev.sinkproof.simulation.schedule.Schedule;
import java.util.function.UnaryOperator;

/**
 * A schedule to try.
 *
 * @param counted what it adds to the coverage when it has been tried
 */
record Candidate(Schedule schedule, UnaryOperator<Coverage> counted) {}
