/** Faults of the connector through Connect: what operators do to it with Connect's REST interface, and a new version of its plugin. */
package dev.sinkproof.fault.connect;
