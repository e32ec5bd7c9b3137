/** Faults between Connect and Kafka: requests are refused, lost, delayed or never answered. */
package dev.sinkproof.fault.kafka;
