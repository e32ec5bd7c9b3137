package dev.sinkproof.run;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.CaseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Judges the evidence of an earlier run again. */
public final class Recheck {
    private Recheck() {}

    /** What an earlier run collected. */
    public static Evidence evidence(Path path) throws IOException {
        return FileEvidence.load(RunDirectory.existing(path));
    }

    /**
     * Judges a run directory and writes its {@code result.json} anew.
     *
     * @throws IOException when the folder does not hold the evidence of a run
     */
    public static CaseResult judge(Path path) throws IOException {
        RunDirectory directory = RunDirectory.existing(path);
        if (!Files.isDirectory(path)) {
            throw new IOException("no such run directory: " + path);
        }
        FileEvidence evidence = FileEvidence.load(directory);
        CaseResult before =
                Files.exists(directory.result()) ? RunDirectory.read(directory.result(), CaseResult.class) : null;
        return new CaseJudge(
                        directory,
                        before == null ? path.toString() : before.runDirectory(),
                        before == null ? "" : before.reproduce())
                .judge(
                        evidence.plan(),
                        before == null ? 0 : before.startedAtMicros(),
                        before == null ? 0 : before.durationMillis(),
                        "");
    }
}
