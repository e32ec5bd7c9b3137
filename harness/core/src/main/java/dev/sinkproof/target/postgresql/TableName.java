package dev.sinkproof.target.postgresql;

/**
 * A table by its real name.
 *
 * @param schema schema, unquoted
 * @param table table, unquoted
 * @param text both as PostgreSQL quotes them, for example {@code public."My Table"}; safe to put into a statement, and
 *     what rows name as their container
 */
record TableName(String schema, String table, String text) {}
