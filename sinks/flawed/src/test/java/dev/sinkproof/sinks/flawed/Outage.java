package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.Database;

/** While it lasts, the table {@code orders} cannot be written, which a retry may heal. */
final class Outage implements AutoCloseable {
    private final Database database;

    Outage(Database database) {
        this.database = database;
        database.execute("CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'; END $$");
        database.execute("CREATE TRIGGER outage BEFORE INSERT OR UPDATE OR DELETE ON orders"
                + " FOR EACH STATEMENT EXECUTE FUNCTION refuse()");
    }

    @Override
    public void close() {
        database.execute("DROP TRIGGER outage ON orders");
    }
}
