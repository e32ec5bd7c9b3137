package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import java.io.IOException;

/** Which worker a fault is done to. */
final class Victim {
    private static final String THAT = "that";
    private static final String OTHER = "other";

    /** The worker that passed the fault point, another one that runs, or one by its name. */
    static final Setting WORKER =
            Setting.text("worker", "that (which passed the point), other (any other that runs), or a name", THAT);

    private Victim() {}

    static String of(Moment moment) throws IOException {
        String named = WORKER.of(moment.spec());
        return switch (named) {
            case THAT -> moment.worker();
            case OTHER -> other(moment, moment.worker());
            default -> named;
        };
    }

    private static String other(Moment moment, String that) throws IOException {
        return moment.system().workers().alive().stream()
                .filter(worker -> !worker.equals(that))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no worker besides " + that));
    }
}
