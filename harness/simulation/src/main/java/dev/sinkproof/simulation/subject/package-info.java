/** What a simulated run needs of a connector and its target. */
package dev.sinkproof.simulation.subject;
