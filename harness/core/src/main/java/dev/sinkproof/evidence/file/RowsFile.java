package dev.sinkproof.evidence.file;

import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.nio.file.Path;

/** The target's rows as a file: gzip, JSON lines, without loss for every canonical value. */
public final class RowsFile {
    private RowsFile() {}

    /** Begins a file; one that is there is overwritten. */
    public static EvidenceWriter<TargetRow> write(Path file) throws IOException {
        return EvidenceWriter.open(file, (json, rows, row) -> {
            rows.announce(row);
            rows.write(row);
        });
    }

    /** The rows in a file, which is opened each time they are read. */
    public static EvidenceFile<TargetRow> read(Path file) {
        return new EvidenceFile<>(file, true, () -> new RowReader<TargetRow>((json, rows) -> rows.row(json)));
    }
}
