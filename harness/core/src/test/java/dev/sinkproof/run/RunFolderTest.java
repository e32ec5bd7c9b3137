package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
    private static final long STARTED = 1_785_506_592_000_000L;

    @TempDir
    private Path out;

    private static Plan plan(String subject) {
        return new Plan(
                Plan.SCHEMA_VERSION,
                "run",
                new ScenarioSpec("crash", "n1", "Title", "Because", 1, 1, List.of()),
                new SubjectSpec(
                        subject,
                        "example.Sink",
                        Map.of(),
                        List.of(),
                        "postgresql",
                        Map.of(),
                        Contract.inferred(WriteModel.APPEND)),
                new WorkloadSpec(7, 1, 10, 5, 0, 0),
                "embedded",
                "topic",
                Map.of());
    }

    @Test
    void isNamedAfterSubjectCaseTimeAndSeed() {
        assertThat(RunFolder.free(out, plan("orders"), STARTED))
                .isEqualTo(Path.of("orders/crash_n1/20260731-140312-7"));
    }

    @Test
    void neverIsOneThatIsThere() throws IOException {
        Files.createDirectories(out.resolve("orders/crash_n1/20260731-140312-7"));

        assertThat(RunFolder.free(out, plan("orders"), STARTED))
                .isEqualTo(Path.of("orders/crash_n1/20260731-140312-7-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../../etc", "/etc", "a/b", "", "…", "x\u0000y"})
    void neverLeadsElsewhere(String subject) {
        Path folder = out.resolve(RunFolder.free(out, plan(subject), STARTED)).normalize();

        assertThat(folder).startsWithRaw(out);
        assertThat(out.relativize(folder).getNameCount()).isEqualTo(3);
    }
}
