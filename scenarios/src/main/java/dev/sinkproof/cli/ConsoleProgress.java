package dev.sinkproof.cli;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;
import dev.sinkproof.run.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells on the error stream how a suite goes: one moving line on a terminal, a plain line per step elsewhere. */
final class ConsoleProgress implements Progress {
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintWriter err;
    private final boolean terminal;
    private final long startNanos = System.nanoTime();
    private String current = "";

    ConsoleProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void caseStarted(Plan plan, int index, int total) {
        current = "[" + index + "/" + total + "] " + plan.scenario().caseId();
        if (!terminal) {
            err.println(elapsed() + " " + current);
        }
    }

    @Override
    public void step(String what) {
        if (terminal) {
            err.print(ERASE_LINE + elapsed() + " " + current + (current.isEmpty() ? "" : " · ") + what);
        } else {
            err.println(elapsed() + "   " + what);
        }
        err.flush();
    }

    @Override
    public void caseFinished(CaseResult result) {
        String line = elapsed() + " " + result.outcome().label() + "  "
                + result.plan().scenario().caseId() + " — " + result.sentence();
        err.println(terminal ? ERASE_LINE + line : line);
        err.flush();
        current = "";
    }

    /** Ends the moving line. */
    void done() {
        if (terminal) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }

    private String elapsed() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        return String.format("%3d.%01ds", elapsed.toSeconds(), elapsed.toMillisPart() / 100);
    }
}
