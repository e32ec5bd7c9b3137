package dev.sinkproof.scenarios;

import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.run.Progress;
import dev.sinkproof.run.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A gibibyte through the reference S3 sink into Parquet, with a worker that has 256 MB; a process of its own, so that what the harness
 * itself needs to produce, read back and reconcile it can be limited too. Arguments: folder of the results, temporary folder.
 */
final class OneGibibyte {
    static final int RECORDS = 10_800;
    static final int RECORD_BYTES = 100_000;
    static final int PARTITIONS = 4;
    static final String WORKER_HEAP = "worker-gc.log";

    private static final String LARGE_OBJECTS = """
            rotate.records=1000000
            rotate.bytes=67108864
            rotate.wall.clock.ms=120000
            sinkproof.contract.recovery-objective.ms=600000
            """;

    private OneGibibyte() {}

    static SubjectSpec subject() throws IOException {
        return Subjects.bundledWith("s3-parquet", "one-gibibyte", LARGE_OBJECTS);
    }

    public static void main(String[] arguments) throws IOException {
        Path out = Path.of(arguments[0]);
        SubjectSpec subject = subject();
        List<String> worker =
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + out.resolve(WORKER_HEAP));
        try (EmbeddedEnvironment environment = EmbeddedEnvironment.start(
                List.of(subject), out.resolve("logs"), Path.of(arguments[1]), step -> {}, worker)) {
            Planner planner = new Planner(
                    subject,
                    new Planner.Sizes(RECORDS, PARTITIONS, RECORDS, 0),
                    1,
                    environment.id(),
                    environment.testedSettings());
            String large = "data.oversize partition=all ordinal=0 every=1 count=" + RECORDS / PARTITIONS + " bytes="
                    + RECORD_BYTES;
            Suite.Settings settings = new Suite.Settings(out, 1, "test", "mvn verify", List.of());
            Results results = new Suite(Environments.of(environment), subject, settings, Progress.NONE)
                    .run(List.of(planner.plan(Custom.of(List.of(large), Parameters.NONE), 0)));
            System.out.println(results.outcome() + " " + results.headline());
        }
    }
}
