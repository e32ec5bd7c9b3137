/**
 * What a bad network does to the bytes of a connection, with Toxiproxy's names and meanings, whatever protocol they speak.
 *
 * <p>A {@link dev.sinkproof.link.toxic.Toxic} is settings; what it does to one direction of one connection is a {@link
 * dev.sinkproof.link.toxic.ToxicState}, which says when pieces go on. It neither waits nor writes: the
 * {@link dev.sinkproof.link.toxic.ToxicLine} of that direction does, on one thread, which exists only while there are toxics.
 */
package dev.sinkproof.link.toxic;
