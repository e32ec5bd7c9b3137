package dev.sinkproof.junit;

import dev.sinkproof.model.ScenarioSpec;

/**
 * What one test runs.
 *
 * @param scenario what is done
 * @param seed of the workload
 * @param name the test's name, unique in its class
 */
record Case(ScenarioSpec scenario, long seed, String name) {}
