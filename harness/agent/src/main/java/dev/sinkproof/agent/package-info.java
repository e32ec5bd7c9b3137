/**
 * The Java agent that lives in Connect worker processes. It weaves calls into the Connect runtime and into every sink task,
 * streams what passes to the harness, and holds a thread where the harness has armed the point.
 *
 * <p>It is on the worker's system class path, never on the bootstrap class path, which would switch off the JVM's archive of
 * application classes. Nothing of it depends on the harness; both sides know the same point ids and the same frames.
 */
package dev.sinkproof.agent;
