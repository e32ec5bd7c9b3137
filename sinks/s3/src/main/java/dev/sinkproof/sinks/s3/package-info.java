/**
 * The reference S3 sink.
 *
 * <p>A record goes to its partition's {@link dev.sinkproof.sinks.s3.PartitionWriter}, which keeps one chunk open: the files, on
 * local disk, that the partition's records since the last rotation are written to. A rotation makes all of a chunk's files
 * objects; only then may offsets be committed past them.
 */
package dev.sinkproof.sinks.s3;
