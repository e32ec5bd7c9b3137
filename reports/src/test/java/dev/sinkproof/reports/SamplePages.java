package dev.sinkproof.reports;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the samples as reports, for looking at them: {@code SamplePages DIR}. */
public final class SamplePages {
    private SamplePages() {}

    public static void main(String[] args) throws IOException {
        Path dir = Path.of(args[0]);
        Reports.writeAll(SampleResults.pass(), dir.resolve("pass"));
        Reports.writeAll(SampleResults.fail(), dir.resolve("fail"));
        Reports.writeAll(SampleResults.inconclusive(), dir.resolve("inconclusive"));
        Reports.writeAll(SampleResults.incomplete(), dir.resolve("incomplete"));
        Reports.writeAll(SampleResults.empty(), dir.resolve("empty"));
        Reports.writeAll(SampleResults.hostile("<b>\u202Eevil\u2066</script>"), dir.resolve("hostile"));
        ResultsFile.write(SampleResults.fail(), dir.resolve("fail").resolve(ResultsFile.NAME));
    }
}
