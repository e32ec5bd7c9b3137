/**
 * Variants of the reference S3 sink, each with exactly one defect that was reported against a real connector. For tests of the
 * harness, never for use.
 */
package dev.sinkproof.sinks.flawed.s3;
