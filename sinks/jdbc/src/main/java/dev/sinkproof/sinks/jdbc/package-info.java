/**
 * A sink connector for PostgreSQL that keeps what it claims, in three delivery modes.
 *
 * <p>How a batch passes through: {@link dev.sinkproof.sinks.jdbc.JdbcSinkTask} → {@code BatchWriter} (chunks, retries) →
 * {@code RowMapper} (records to rows) → {@code TableCatalog} (tables and columns) → {@link
 * dev.sinkproof.sinks.jdbc.Delivery} (one transaction for each chunk) → {@code TableWriter} (SQL).
 */
package dev.sinkproof.sinks.jdbc;
