package dev.sinkproof.cli;

import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.run.ExitCode;

/** From which verdict on a run is a failure to its caller. What the results say is not changed by it. */
enum FailOn {
    partial,
    inconclusive,
    refuted,
    never;

    /** The exit code for these results. */
    int code(Results results) {
        boolean fails =
                switch (this) {
                    case partial -> results.exitCode() != ExitCode.HELD.code() || results.outcome() == Outcome.PARTIAL;
                    case inconclusive -> results.exitCode() != ExitCode.HELD.code();
                    case refuted ->
                        results.exitCode() != ExitCode.HELD.code()
                                && results.exitCode() != ExitCode.INCONCLUSIVE.code();
                    case never -> false;
                };
        if (!fails) {
            return ExitCode.HELD.code();
        }
        boolean held = results.exitCode() == ExitCode.HELD.code();
        return held ? ExitCode.REFUTED.code() : results.exitCode();
    }
}
