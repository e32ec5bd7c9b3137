/** Connectors from their plugins, each in a class loader of its own, as a Connect worker loads them. */
package dev.sinkproof.simulation.plugin;
