/** Jars by their Maven coordinates: the Kafka that is run, and the plugins that are tested. */
package dev.sinkproof.artifact;
