/** What simulated runs read: a workload, produced once. */
package dev.sinkproof.simulation.source;
