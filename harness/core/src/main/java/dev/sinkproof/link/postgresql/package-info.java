/**
 * PostgreSQL's protocol, version 3, read as far as needed to know which request writes, which makes data durable, and when the server has
 * acknowledged it.
 *
 * <p>Source: PostgreSQL documentation, chapter "Frontend/Backend Protocol"; behaviour of the server in its message loop
 * (implicit transaction blocks, Sync ignored in copy-in mode, skipping to Sync after an error).
 */
package dev.sinkproof.link.postgresql;
