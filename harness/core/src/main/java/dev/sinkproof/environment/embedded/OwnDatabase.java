package dev.sinkproof.environment.embedded;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.target.TargetSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A session on a database of the run's own, which goes with it: whatever else a subject keeps there goes too. */
final class OwnDatabase implements TargetSession {
    private final TargetSession session;
    private final Drop drop;

    /** Removes the database. */
    interface Drop {
        void run() throws IOException;
    }

    OwnDatabase(TargetSession session, Drop drop) {
        this.session = session;
        this.drop = drop;
    }

    @Override
    public void begin() throws IOException {
        session.begin();
    }

    @Override
    public String fingerprint() throws IOException {
        return session.fingerprint();
    }

    @Override
    public void readSnapshot(Consumer<? super TargetRow> rows) throws IOException {
        session.readSnapshot(rows);
    }

    @Override
    public long countRows() throws IOException {
        return session.countRows();
    }

    @Override
    public Optional<List<TargetObject>> readObjects() throws IOException {
        return session.readObjects();
    }

    @Override
    public boolean recordsHistory() {
        return session.recordsHistory();
    }

    @Override
    public void readHistory(Consumer<? super TargetChange> changes) throws IOException {
        session.readHistory(changes);
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } finally {
            drop.run();
        }
    }
}
