package dev.sinkproof.cli;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;
import dev.sinkproof.run.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells on the error stream how a suite goes: on a terminal one moving line with phase, records, faults fired, elapsed time and
 * deadline, elsewhere a plain line per phase. May be told by several threads.
 */
final class ConsoleProgress implements Progress {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String LIVENESS = "liveness";

    private final PrintWriter err;
    private final boolean terminal;
    private final boolean coloured;
    private final long startNanos = System.nanoTime();
    private String current = "";
    private String phase = "";
    private long phaseNanos = startNanos;
    private Plan plan;
    private long records;
    private int fired;

    ConsoleProgress(PrintWriter err, boolean terminal, boolean coloured) {
        this.err = err;
        this.terminal = terminal;
        this.coloured = coloured;
    }

    /** As the process's surroundings want it: no moving line without a terminal, no colour where NO_COLOR is set. */
    static ConsoleProgress of(PrintWriter err, boolean quiet) {
        boolean terminal = System.console() != null && !quiet && !"dumb".equals(System.getenv("TERM"));
        String noColour = System.getenv("NO_COLOR");
        return new ConsoleProgress(err, terminal, terminal && (noColour == null || noColour.isEmpty()));
    }

    @Override
    public synchronized void caseStarted(Plan plan, int index, int total) {
        this.plan = plan;
        records = 0;
        fired = 0;
        current = "[" + index + "/" + total + "] " + plan.scenario().caseId();
        if (!terminal) {
            err.println(elapsed(startNanos) + " " + current);
        }
    }

    @Override
    public synchronized void step(String what) {
        phase = what;
        phaseNanos = System.nanoTime();
        if (terminal) {
            draw();
        } else {
            err.println(elapsed(startNanos) + "   " + what);
            err.flush();
        }
    }

    @Override
    public synchronized void produced(long acknowledged) {
        records = acknowledged;
        draw();
    }

    @Override
    public synchronized void faultFired(String id) {
        fired++;
        draw();
    }

    @Override
    public synchronized void caseFinished(CaseResult result) {
        String line = elapsed(startNanos) + " " + verdict(result) + "  "
                + result.plan().scenario().caseId() + " — " + result.sentence();
        err.println(terminal ? ERASE_LINE + line : line);
        err.flush();
        current = "";
        phase = "";
        plan = null;
    }

    /** Ends the moving line. */
    synchronized void done() {
        if (terminal) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }

    private void draw() {
        if (terminal) {
            err.print(ERASE_LINE + line());
            err.flush();
        }
    }

    /** The moving line. */
    synchronized String line() {
        StringBuilder line = new StringBuilder(elapsed(startNanos));
        line.append(current.isEmpty() ? "" : " " + current)
                .append(current.isEmpty() ? " " : " · ")
                .append(phase);
        if (plan != null) {
            long planned = plan.workload().records();
            line.append(String.format(Locale.ROOT, " · %,d/%,d records", records, planned));
            int faults = plan.scenario().faults().size();
            line.append(faults == 0 ? "" : " · " + fired + "/" + faults + " faults");
            line.append(phase.equals(LIVENESS) ? " · " + deadline() : "");
        }
        return line.toString();
    }

    private String deadline() {
        Duration most = Duration.ofMillis(2 * plan.subject().contract().recoveryObjectiveMillis());
        return elapsed(phaseNanos).strip() + " of at most " + most.toSeconds() + " s";
    }

    private String verdict(CaseResult result) {
        String word = result.outcome().label();
        if (!coloured) {
            return word;
        }
        String colour =
                switch (result.outcome()) {
                    case PASS -> "34";
                    case FAIL -> "35";
                    case PARTIAL, INCONCLUSIVE -> "33";
                    case NOT_APPLICABLE -> "2";
                };
        return "\u001b[1;" + colour + "m" + word + "\u001b[0m";
    }

    private static String elapsed(long sinceNanos) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - sinceNanos);
        return String.format(Locale.ROOT, "%3d.%01ds", elapsed.toSeconds(), elapsed.toMillisPart() / 100);
    }
}
