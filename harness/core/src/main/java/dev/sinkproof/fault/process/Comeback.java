package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import java.io.IOException;

/** Who carries on where a worker has ended. */
final class Comeback {
    static final Setting RECOVERY = Setting.choice(
            WorkerKill.RECOVERY,
            "restart: the same worker is started again; takeover: the others carry on without it",
            WorkerKill.RESTART,
            WorkerKill.RESTART,
            WorkerKill.TAKEOVER);

    private Comeback() {}

    static void heal(Moment moment, Effect effect) throws IOException {
        if (RECOVERY.is(moment.spec(), WorkerKill.RESTART)) {
            moment.system().workers().start(effect.source());
        }
    }
}
