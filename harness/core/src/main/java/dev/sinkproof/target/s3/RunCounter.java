package dev.sinkproof.target.s3;

import dev.sinkproof.evidence.TargetObject.Run;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.workload.RecordIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes an object's rows on and notes which records they are. Used by one thread. */
final class RunCounter implements Consumer<TargetRow> {
    private final Consumer<? super TargetRow> rows;
    private final List<Run> runs = new ArrayList<>();
    private Run open;
    private long records;

    RunCounter(Consumer<? super TargetRow> rows) {
        this.rows = rows;
    }

    @Override
    public void accept(TargetRow row) {
        records++;
        Optional<RecordIdentity> identity = RecordIdentity.of(row);
        identity.ifPresent(found -> add(found.partition(), found.ordinal()));
        rows.accept(row);
    }

    private void add(int partition, long ordinal) {
        if (open != null && open.partition() == partition && ordinal > open.last()) {
            open = new Run(partition, open.first(), ordinal, open.records() + 1);
            runs.set(runs.size() - 1, open);
        } else {
            open = new Run(partition, ordinal, ordinal, 1);
            runs.add(open);
        }
    }

    /** All rows, also those that no record explains. */
    long records() {
        return records;
    }

    List<Run> runs() {
        return runs;
    }
}
