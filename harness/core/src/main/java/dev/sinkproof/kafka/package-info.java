/** What the harness itself asks of Kafka: topics, positions, commits. */
package dev.sinkproof.kafka;
