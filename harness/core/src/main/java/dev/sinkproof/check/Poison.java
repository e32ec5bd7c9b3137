package dev.sinkproof.check;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What became of the records of which no row can come, partition by partition. Below what was committed past, such a record must be
 * in a dead letter queue unless the contract says that it is skipped; above, it is undelivered.
 */
final class Poison {
    /**
     * Of one partition.
     *
     * @param lost committed past and found nowhere
     * @param parked in a dead letter queue
     * @param refused records that the target may have refused, and that were parked then or skipped as the contract says: what of
     *     them is not in the target is not missing
     * @param undelivered not committed past
     */
    record OfPartition(OrdinalSet lost, OrdinalSet parked, OrdinalSet refused, long undelivered) {}

    private final List<OfPartition> partitions;

    private Poison(List<OfPartition> partitions) {
        this.partitions = partitions;
    }

    static Poison none(Ledger ledger) {
        return new Poison(IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> new OfPartition(new OrdinalSet(), new OrdinalSet(), new OrdinalSet(), 0))
                .toList());
    }

    /** @throws EvidenceMissingException when such a record may be parked, and that cannot be seen */
    static Poison of(Case judged) {
        Workload workload = judged.workload();
        if (!workload.irregular()) {
            return none(judged.ledger());
        }
        List<OfPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < judged.ledger().partitions(); partition++) {
            partitions.add(judge(judged, partition));
        }
        return new Poison(partitions);
    }

    private static OfPartition judge(Case judged, int partition) {
        Ledger ledger = judged.ledger();
        OrdinalSet lost = new OrdinalSet();
        OrdinalSet parked = parked(judged, partition);
        OrdinalSet refused = new OrdinalSet();
        boolean skips = judged.contract().poisonPolicy() == PoisonPolicy.SKIP;
        long undelivered = 0;
        for (long ordinal = 0; ordinal < ledger.count(partition); ordinal++) {
            if (judged.workload().refusable(partition, ordinal) && (skips || parked.contains(ordinal))) {
                refused.add(ordinal);
            }
            if (judged.workload().hasRow(partition, ordinal) || !ledger.acked(partition, ordinal)) {
                continue;
            }
            if (ordinal >= judged.demand().ordinals(partition)) {
                undelivered++;
            } else if (!skips && !judged.workload().holdsNothing(partition, ordinal) && !parked.contains(ordinal)) {
                lost.add(ordinal);
            }
        }
        if (!lost.isEmpty()) {
            requireLegible(judged);
        }
        return new OfPartition(lost, parked, refused, undelivered);
    }

    private static OrdinalSet parked(Case judged, int partition) {
        OrdinalSet parked = new OrdinalSet();
        for (DeadLetter letter : judged.evidence().deadLetters().orElse(List.of())) {
            if (letter.identified()
                    && letter.topic().equals(judged.plan().topic())
                    && letter.partition() == partition) {
                long ordinal = judged.ledger().ordinalAt(partition, letter.offset());
                if (ordinal != Ledger.NONE) {
                    parked.add(ordinal);
                }
            }
        }
        return parked;
    }

    /** A queue that is configured and was not read, or does not say what it holds, may hold the record. */
    static void requireLegible(Case judged) {
        String queue = queue(judged);
        if (queue.isEmpty()) {
            return;
        }
        List<DeadLetter> letters = judged.evidence()
                .deadLetters()
                .orElseThrow(() -> new EvidenceMissingException("the dead letter queue " + queue
                        + " was not read, so it is not known whether a record that could not be written is there"));
        if (letters.stream().anyMatch(letter -> !letter.identified())) {
            throw new EvidenceMissingException("the dead letter queue " + queue
                    + " does not say which records it holds: set errors.deadletterqueue.context.headers.enable=true");
        }
    }

    /** The dead letter queue that Connect was told to use; empty for none. */
    static String queue(Case judged) {
        return judged.plan().subject().config().getOrDefault("errors.deadletterqueue.topic.name", "");
    }

    /** Why no row can come of the record, as the kind of fault that placed it. */
    static String why(Case judged, int partition, long ordinal) {
        return judged.workload().irregularitiesAt(partition, ordinal).stream()
                .filter(one -> one.kind().withoutRow(judged.workload().model()))
                .map(one -> one.kind().id())
                .collect(Collectors.joining(", "));
    }

    OfPartition partition(int partition) {
        return partitions.get(partition);
    }

    long parked() {
        return partitions.stream().mapToLong(found -> found.parked().size()).sum();
    }
}
