package dev.sinkproof.target.postgresql;

import java.io.IOException;

/** Refuses writes with the error of a full disk. A simulation: a trigger raises it, and nothing is full. */
final class FullDisk implements Disturbance {
    private static final String REFUSAL = "RAISE EXCEPTION 'could not extend file: No space left on device'"
            + " USING ERRCODE = '53100', HINT = 'Simulated by a trigger.';";

    private final WriteTrap trap;

    FullDisk(WriteTrap trap) {
        this.trap = trap;
    }

    @Override
    public String begin() throws IOException {
        return "inserts and updates fail with SQLSTATE 53100 (disk full, simulated by a trigger) " + trap.set(REFUSAL);
    }

    @Override
    public void end() throws IOException {
        trap.disarm();
    }
}
