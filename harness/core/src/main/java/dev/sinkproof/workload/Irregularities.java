package dev.sinkproof.workload;

import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Optional;

/** The irregular records of a workload. Immutable. */
final class Irregularities {
    private final List<Irregularity> all;
    private final WriteModel model;

    Irregularities(List<Irregularity> all, WriteModel model) {
        this.all = List.copyOf(all);
        this.model = model;
    }

    boolean none() {
        return all.isEmpty();
    }

    List<Irregularity> at(int partition, long ordinal) {
        return all.isEmpty()
                ? all
                : all.stream().filter(one -> one.covers(partition, ordinal)).toList();
    }

    Optional<Irregularity> find(IrregularityKind kind, int partition, long ordinal) {
        for (Irregularity one : all) {
            if (one.kind() == kind && one.covers(partition, ordinal)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    boolean has(IrregularityKind kind, int partition, long ordinal) {
        return !all.isEmpty() && find(kind, partition, ordinal).isPresent();
    }

    /** Whether no row can come of the record. */
    boolean withoutRow(int partition, long ordinal) {
        for (Irregularity one : all) {
            if (one.kind().withoutRow(model) && one.covers(partition, ordinal)) {
                return true;
            }
        }
        return false;
    }
}
