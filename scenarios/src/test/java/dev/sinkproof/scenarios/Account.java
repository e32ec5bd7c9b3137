package dev.sinkproof.scenarios;

import dev.sinkproof.evidence.file.RowsFile;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.OffsetRange;
import dev.sinkproof.model.PartitionOffsets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * A second account of an append run, as simple as can be: counts identities in the snapshot with maps. It shares nothing
 * with the checkers that it is compared with.
 */
final class Account {
    private final Map<Integer, Map<Long, Integer>> copies = new HashMap<>();
    private final CaseResult result;

    private Account(CaseResult result) {
        this.result = result;
    }

    static Account of(CaseResult result, Path runDirectory) throws IOException {
        Account account = new Account(result);
        RowsFile.read(runDirectory.resolve("snapshot.jsonl.gz"))
                .forEach(row -> account.copies
                        .computeIfAbsent(((Long) row.fields().get("src_partition")).intValue(), p -> new HashMap<>())
                        .merge((Long) row.fields().get("src_ordinal"), 1, Integer::sum));
        return account;
    }

    /** Offsets that are not there; in these runs offsets equal ordinals. */
    Map<Integer, Set<Long>> missing() {
        return where((partition, offset) -> copies(partition, offset) == 0);
    }

    /** Offsets that are there more than once. */
    Map<Integer, Set<Long>> repeated() {
        return where((partition, offset) -> copies(partition, offset) > 1);
    }

    /** Offsets that the result's anomalies of a kind name. */
    static Map<Integer, Set<Long>> named(CaseResult result, AnomalyKind kind) {
        Map<Integer, Set<Long>> offsets = new TreeMap<>();
        for (Anomaly anomaly : result.anomalies()) {
            if (anomaly.kind() == kind) {
                anomaly.offsets().forEach(partition -> add(offsets, partition));
            }
        }
        return offsets;
    }

    private static void add(Map<Integer, Set<Long>> offsets, PartitionOffsets partition) {
        for (OffsetRange range : partition.ranges()) {
            LongStream.rangeClosed(range.first(), range.last())
                    .forEach(offset -> offsets.computeIfAbsent(partition.partition(), p -> new TreeSet<>())
                            .add(offset));
        }
    }

    private interface Question {
        boolean holds(int partition, long offset);
    }

    private Map<Integer, Set<Long>> where(Question question) {
        Map<Integer, Set<Long>> offsets = new TreeMap<>();
        var workload = result.plan().workload();
        for (int partition = 0; partition < workload.partitions(); partition++) {
            for (long offset = 0; offset < workload.recordsPerPartition(); offset++) {
                if (question.holds(partition, offset)) {
                    offsets.computeIfAbsent(partition, p -> new TreeSet<>()).add(offset);
                }
            }
        }
        return offsets;
    }

    private int copies(int partition, long offset) {
        return copies.getOrDefault(partition, Map.of()).getOrDefault(offset, 0);
    }
}
