package dev.sinkproof.run;

import dev.sinkproof.model.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Where a run's directory lies below the results: {@code subject/case/time-seed}, so that one folder can hold many suites. */
final class RunFolder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int NAME_CHARS_MAX = 80;

    private RunFolder() {}

    /** One that is not there yet. */
    static Path free(Path out, Plan plan, long startedAtMicros) {
        Path cases = Path.of(
                name(plan.subject().name()), name(plan.scenario().caseId().replace('/', '_')));
        String run = TIME.format(Instant.EPOCH.plus(startedAtMicros, ChronoUnit.MICROS)) + "-"
                + plan.workload().seed();
        Path relative = cases.resolve(run);
        for (int again = 2; Files.exists(out.resolve(relative)); again++) {
            relative = cases.resolve(run + "-" + again);
        }
        return relative;
    }

    /** People name subjects as they like: here it is one name, and none that leads elsewhere. */
    private static String name(String given) {
        String plain = given.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^\\.+", "-");
        String name = plain.length() <= NAME_CHARS_MAX ? plain : plain.substring(0, NAME_CHARS_MAX);
        return name.isEmpty() ? "-" : name;
    }
}
