package dev.sinkproof.jmh;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DurablePostgresIT {
    @Test
    void figuresOfATableThatHoldsOtherRowsAreRefused() throws IOException, SQLException {
        try (DurablePostgres postgres = DurablePostgres.start()) {
            postgres.execute("CREATE TABLE t AS SELECT generate_series(1, 99)");

            assertThatIllegalStateException()
                    .isThrownBy(() -> postgres.require(100, "SELECT count(*) FROM t"))
                    .withMessage("SELECT count(*) FROM t: expected 100, but got 99");
        }
    }
}
