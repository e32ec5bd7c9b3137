package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.workload.RecordIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Records that are in more than one object. A record that one object holds twice is none: that is a duplicate, but objects do not
 * overlap. One bit for each record while the rows of an object come one after the other, which they do.
 */
final class SharedRecords implements Consumer<TargetRow> {
    private static final int EXAMPLES_MAX = 20;

    private final Case judged;
    private final Ledger ledger;
    private final List<OrdinalSet> before;
    private final List<OrdinalSet> shared;
    /** Records of the current object; added to {@link #before} when it ends. */
    private final Map<Integer, OrdinalSet> current = new HashMap<>();

    private final Set<String> named = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private String object;
    private long records;

    private SharedRecords(Case judged) {
        this.judged = judged;
        this.ledger = judged.ledger();
        this.before = sets(ledger.partitions());
        this.shared = sets(ledger.partitions());
    }

    private static List<OrdinalSet> sets(int count) {
        return IntStream.range(0, count).mapToObj(partition -> new OrdinalSet()).toList();
    }

    static SharedRecords of(Case judged) {
        EvidenceStream<TargetRow> snapshot =
                judged.evidence().snapshot().orElseThrow(() -> new EvidenceMissingException("the target was not read"));
        SharedRecords found = new SharedRecords(judged);
        try {
            snapshot.forEach(found);
        } catch (IOException e) {
            throw new EvidenceMissingException("the target's snapshot cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    @Override
    public void accept(TargetRow row) {
        if (!row.container().equals(object)) {
            endOfObject();
            object = row.container();
        }
        Optional<RecordIdentity> identity = RecordIdentity.of(row);
        identity.filter(this::ofTheLog).ifPresent(this::add);
    }

    private boolean ofTheLog(RecordIdentity identity) {
        return identity.partition() < ledger.partitions() && identity.ordinal() < ledger.count(identity.partition());
    }

    private void add(RecordIdentity identity) {
        int partition = identity.partition();
        long ordinal = identity.ordinal();
        current.computeIfAbsent(partition, unused -> new OrdinalSet()).add(ordinal);
        if (!before.get(partition).contains(ordinal)) {
            return;
        }
        if (examples.size() < EXAMPLES_MAX && named.add(object)) {
            examples.add(object + " holds record " + judged.name(partition, ordinal)
                    + ", which an object before it holds too");
        }
        if (shared.get(partition).add(ordinal)) {
            records++;
        }
    }

    private void endOfObject() {
        current.forEach((partition, ordinals) -> ordinals.anyMatch(ordinal -> {
            before.get(partition).add(ordinal);
            return false;
        }));
        current.clear();
    }

    /** How many. */
    long records() {
        return records;
    }

    OrdinalSet ordinals(int partition) {
        return shared.get(partition);
    }

    /** A sentence for each of the first objects that hold some. */
    List<String> examples() {
        return examples;
    }
}
