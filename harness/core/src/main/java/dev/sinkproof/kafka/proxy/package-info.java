/**
 * A proxy between Kafka's clients and the broker that speaks Kafka's protocol: rules say which requests are refused, lost,
 * delayed, held or left without an answer. Bytes of requests that no rule acts on pass through as they are.
 */
package dev.sinkproof.kafka.proxy;
