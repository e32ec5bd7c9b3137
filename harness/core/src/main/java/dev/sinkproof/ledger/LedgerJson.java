package dev.sinkproof.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ledger as a JSON file: runs and ranges, no payload. */
final class LedgerJson {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LedgerJson() {}

    /** The file. */
    record File(int schemaVersion, String topic, List<Part> partitions) {}

    /** One partition; unknown and rejected as pairs of first and last ordinal. */
    record Part(
            long count,
            long endOffset,
            List<OffsetRuns.Run> runs,
            List<long[]> unknown,
            List<long[]> rejected,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Earlier> earlier) {
        Part {
            earlier = earlier == null ? List.of() : earlier;
        }
    }

    /** A partition of a topic that was deleted; {@code records} is the number of ordinals that were produced to it. */
    record Earlier(long records, long endOffset, List<OffsetRuns.Run> runs) {}

    static void write(Ledger ledger, Path file) throws IOException {
        List<Part> parts = ledger.all().stream().map(LedgerJson::part).toList();
        MAPPER.writerWithDefaultPrettyPrinter()
                .writeValue(file.toFile(), new File(SCHEMA_VERSION, ledger.topic(), parts));
    }

    static Ledger read(Path file) throws IOException {
        try {
            return ledger(MAPPER.readValue(file.toFile(), File.class));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new IOException(file + " is not a ledger that this version can read: " + e.getMessage(), e);
        }
    }

    private static Ledger ledger(File file) {
        if (file.schemaVersion() != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "its schema version is " + file.schemaVersion() + ", but " + SCHEMA_VERSION + " is needed");
        }
        return new Ledger(
                file.topic(),
                file.partitions().stream().map(LedgerJson::partition).toList());
    }

    private static Part part(LedgerPartition partition) {
        List<Incarnation> all = partition.incarnations();
        Incarnation last = all.get(all.size() - 1);
        List<Earlier> earlier = new ArrayList<>();
        for (int i = 0; i < all.size() - 1; i++) {
            Incarnation each = all.get(i);
            long records = all.get(i + 1).firstOrdinal() - each.firstOrdinal();
            earlier.add(new Earlier(records, each.endOffset(), each.runs().runs()));
        }
        return new Part(
                partition.count(),
                last.endOffset(),
                last.runs().runs(),
                ranges(partition.unknown()),
                ranges(partition.rejected()),
                earlier);
    }

    private static LedgerPartition partition(Part part) {
        List<Incarnation> incarnations = new ArrayList<>();
        long first = 0;
        for (Earlier earlier : part.earlier()) {
            incarnations.add(new Incarnation(first, earlier.endOffset(), OffsetRuns.of(earlier.runs())));
            first += earlier.records();
        }
        incarnations.add(new Incarnation(first, part.endOffset(), OffsetRuns.of(part.runs())));
        return new LedgerPartition(part.count(), incarnations, set(part.unknown()), set(part.rejected()));
    }

    private static List<long[]> ranges(OrdinalSet set) {
        List<long[]> ranges = new ArrayList<>();
        set.forEachRange((first, last) -> ranges.add(new long[] {first, last}));
        return ranges;
    }

    private static OrdinalSet set(List<long[]> ranges) {
        OrdinalSet set = new OrdinalSet();
        ranges.forEach(range -> set.addRange(range[0], range[1] + 1));
        return set;
    }
}
