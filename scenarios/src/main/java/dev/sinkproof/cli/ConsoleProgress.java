package dev.sinkproof.cli;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;
import dev.sinkproof.run.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    private final Map<Integer, Running> running = new TreeMap<>();
    private String step = "";

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
    public synchronized void step(String what) {
        step = what;
        if (terminal) {
            draw();
        } else {
            tell("  " + what);
        }
    }

    @Override
    public synchronized OfCase caseStarted(Plan plan, int index, int total) {
        Running started = new Running(plan, index, total);
        running.put(index, started);
        step = "";
        if (!terminal) {
            tell(started.name() + " " + started.what());
        }
        return started;
    }

    private void tell(String line) {
        err.println(elapsed(startNanos) + " " + line);
        err.flush();
    }

    /** One case. */
    private final class Running implements OfCase {
        private final Plan plan;
        private final int index;
        private final int total;
        private String phase = "";
        private long phaseNanos = System.nanoTime();
        private long records;
        private int fired;

        Running(Plan plan, int index, int total) {
            this.plan = plan;
            this.index = index;
            this.total = total;
        }

        private String name() {
            return total == UNKNOWN ? "[" + index + "]" : "[" + index + "/" + total + "]";
        }

        private String what() {
            return total == UNKNOWN
                    ? plan.subject().name() + " in " + plan.scenario().caseId()
                    : plan.scenario().caseId();
        }

        @Override
        public void step(String what) {
            synchronized (ConsoleProgress.this) {
                phase = what;
                phaseNanos = System.nanoTime();
                if (terminal) {
                    draw();
                } else {
                    tell("  " + name() + " " + what);
                }
            }
        }

        @Override
        public void produced(long acknowledged) {
            synchronized (ConsoleProgress.this) {
                records = acknowledged;
                draw();
            }
        }

        @Override
        public void faultFired(String id) {
            synchronized (ConsoleProgress.this) {
                fired++;
                draw();
            }
        }

        @Override
        public void finished(CaseResult result) {
            synchronized (ConsoleProgress.this) {
                running.remove(index);
                String line = elapsed(startNanos) + " " + verdict(result) + "  " + what() + " — " + result.sentence();
                err.println(terminal ? ERASE_LINE + line : line);
                draw();
                err.flush();
            }
        }

        private String line() {
            long planned = plan.workload().records();
            int faults = plan.scenario().faults().size();
            return name() + " " + what() + " · " + phase
                    + String.format(Locale.ROOT, " · %,d/%,d records", records, planned)
                    + (faults == 0 ? "" : " · " + fired + "/" + faults + " faults")
                    + (phase.equals(LIVENESS) ? " · " + deadline() : "");
        }

        private String deadline() {
            Duration most = Duration.ofMillis(2 * plan.subject().contract().recoveryObjectiveMillis());
            return elapsed(phaseNanos).strip() + " of at most " + most.toSeconds() + " s";
        }

        /** Where several share the line. */
        private String shortLine() {
            return name() + " " + what() + " · " + phase;
        }
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
        Collection<Running> cases = running.values();
        String of = cases.size() == 1
                ? cases.iterator().next().line()
                : cases.stream().map(Running::shortLine).collect(Collectors.joining(" │ "));
        return elapsed(startNanos) + " " + (cases.isEmpty() ? " " + step : of);
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
