package dev.sinkproof.link;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** One direction of a connection: from an inlet through the protocol's stage to an outlet, on one thread. */
final class Direction implements LinkFlow {
    /** Larger ones than a client's usual write: what has queued up goes on in one system call. */
    static final int CHUNK_BYTES = 256 * 1024;

    private final LinkConnection connection;
    private final Inlet inlet;
    private final LinkStage stage;
    private final Outlet onward;
    private final Outlet back;
    private volatile Passing held;

    Direction(LinkConnection connection, Inlet inlet, LinkStage stage, Outlet onward, Outlet back) {
        this.connection = connection;
        this.inlet = inlet;
        this.stage = stage;
        this.onward = onward;
        this.back = back;
    }

    /** Moves bytes until the side that sends has ended. */
    void pump() throws IOException, InterruptedException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (inlet.read(chunk) >= 0) {
            stage.bytes(chunk.flip(), this);
            chunk.clear();
        }
        stage.end(this);
        onward.finish();
    }

    /** The passing at which this direction is held now; null when it is not. */
    Passing held() {
        return held;
    }

    @Override
    public void forward(ByteBuffer bytes) throws IOException {
        onward.write(bytes);
    }

    @Override
    public void reply(ByteBuffer bytes) throws IOException {
        back.write(bytes);
    }

    @Override
    public GateDecision pass(FaultPoint point, Map<String, String> attributes)
            throws IOException, InterruptedException {
        held = connection.passing(point, attributes);
        try {
            return connection.pass(held);
        } finally {
            held = null;
        }
    }

    @Override
    public IOException cut(String why) {
        // Told first: a side that hears of the end may close before the sockets here do, and would be taken for who
        // ended it.
        connection.endsByCut();
        finishBoth();
        return connection.cut(EndReason.CUT, why);
    }

    @Override
    public void problem(String message) {
        connection.problem(message);
    }

    /** Both sides get what was sent to them before they hear of the end, as far as they are still there. */
    private void finishBoth() {
        for (Outlet outlet : List.of(onward, back)) {
            try {
                outlet.finish();
            } catch (IOException e) {
                // That side is gone already; the connection is closed next in any case.
            }
        }
    }
}
