/** One simulated run: workers, tasks and their turns, faults, and the evidence that it leaves. */
package dev.sinkproof.simulation.run;
