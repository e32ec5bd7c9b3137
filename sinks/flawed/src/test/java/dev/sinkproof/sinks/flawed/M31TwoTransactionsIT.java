package dev.sinkproof.sinks.flawed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.FakeSinkTaskContext;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import dev.sinkproof.sinks.jdbc.Tasks;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same crash, at the moment when the offset is about to be stored, for the flawed sink and for the reference. */
@ExtendWith(PostgresExtension.class)
class M31TwoTransactionsIT {
    private static final String EXACTLY_ONCE = "exactly-once";

    @Test
    void writesAgainWhatWasWrittenBeforeACrash(Database database) {
        assertThat(versionsAfterCrash(
                        database, new M31TwoTransactionsConnector.Task(), new M31TwoTransactionsConnector.Task()))
                .containsExactly("0", "1", "2", "2", "3", "3", "4", "4", "5");
    }

    @Test
    void isTheOnlyDifferenceFromTheReference(Database database) {
        assertThat(versionsAfterCrash(database, new JdbcSinkTask(), new JdbcSinkTask()))
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    private static List<String> versionsAfterCrash(Database database, JdbcSinkTask crashing, JdbcSinkTask next) {
        FakeSinkTaskContext context = new FakeSinkTaskContext();
        start(crashing, database, new FakeSinkTaskContext());
        crashing.put(Records.range(0, 0, 2));
        endSessionsThatStoreOffsets(database);
        assertThatThrownBy(() -> crashing.put(Records.range(0, 2, 5))).isInstanceOf(RetriableException.class);
        database.execute("DROP TRIGGER crash ON sinkproof_offsets");

        // Never heard of again: the worker was killed.
        start(next, database, context);
        next.put(Records.range(0, context.takeRewinds().get(Records.partition(0)), 6));
        next.stop();
        return database.rows("SELECT version FROM orders ORDER BY version");
    }

    private static void start(JdbcSinkTask task, Database database, FakeSinkTaskContext context) {
        Tasks.start(task, database, context, "delivery.mode", EXACTLY_ONCE);
    }

    private static void endSessionsThatStoreOffsets(Database database) {
        database.execute("CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$");
        database.execute("CREATE TRIGGER crash BEFORE UPDATE OF next_offset ON sinkproof_offsets"
                + " FOR EACH ROW EXECUTE FUNCTION crash()");
    }
}
