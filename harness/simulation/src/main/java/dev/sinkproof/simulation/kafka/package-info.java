/** A modelled source log and consumer group behind Kafka's {@code Consumer} interface. */
package dev.sinkproof.simulation.kafka;
