package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkCodec;
import dev.sinkproof.link.LinkFlow;
import dev.sinkproof.link.LinkStage;
import dev.sinkproof.model.FaultPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Plays a conversation to the two stages of a connection and notes what they do with it. */
final class Conversation {
    private final LinkCodec codec;
    private final IntSupplier chunkBytes;
    private final List<Step> steps = new ArrayList<>();
    final List<Stop> stops = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final Side toTarget = new Side();
    final Side toClient = new Side();
    boolean cut;
    private Function<Stop, GateDecision> decisions = stop -> GateDecision.PROCEED;

    /** A stop at a fault point, with what had been forwarded each way before it. */
    record Stop(FaultPoint point, Map<String, String> attributes, int toTarget, int toClient) {
        String attribute(String name) {
            return attributes.get(name);
        }
    }

    private record Step(boolean byClient, byte[] bytes) {}

    Conversation() {
        this(() -> Integer.MAX_VALUE, PostgresqlProtocol.HELD_BYTES_MAX);
    }

    Conversation(IntSupplier chunkBytes, int heldBytesMax) {
        this.codec = new PostgresqlProtocol(heldBytesMax).open();
        this.chunkBytes = chunkBytes;
    }

    Conversation dropping(Predicate<Stop> which) {
        return deciding(stop -> which.test(stop) ? GateDecision.DROP : GateDecision.PROCEED);
    }

    Conversation deciding(Function<Stop, GateDecision> how) {
        decisions = how;
        return this;
    }

    /** Decides so at this point. */
    Conversation deciding(FaultPoint point, GateDecision how) {
        return deciding(stop -> stop.point() == point ? how : GateDecision.PROCEED);
    }

    /** A connection on which the session has begun. */
    static Conversation begun() {
        return new Conversation().begin();
    }

    Conversation begin() {
        return client(Messages.startup()).server(Messages.authenticationOk(), Messages.ready('I'));
    }

    Conversation client(byte[]... messages) {
        return play(new Step(true, Messages.all(messages)));
    }

    Conversation server(byte[]... messages) {
        return play(new Step(false, Messages.all(messages)));
    }

    Conversation clientEnds() {
        return guarded(() -> codec.requests().end(toTarget));
    }

    Conversation serverEnds() {
        return guarded(() -> codec.answers().end(toClient));
    }

    byte[] sentByClient() {
        return sent(true);
    }

    byte[] sentByServer() {
        return sent(false);
    }

    Stop stop(int index) {
        return stops.get(index);
    }

    private byte[] sent(boolean byClient) {
        return Messages.all(steps.stream()
                .filter(step -> step.byClient() == byClient)
                .map(Step::bytes)
                .toArray(byte[][]::new));
    }

    private Conversation play(Step step) {
        steps.add(step);
        ByteBuffer rest = ByteBuffer.wrap(step.bytes());
        while (rest.hasRemaining() && !cut) {
            byte[] chunk = new byte[Math.min(rest.remaining(), Math.max(1, chunkBytes.getAsInt()))];
            rest.get(chunk);
            LinkStage stage = step.byClient() ? codec.requests() : codec.answers();
            guarded(() -> stage.bytes(ByteBuffer.wrap(chunk), step.byClient() ? toTarget : toClient));
            Arrays.fill(chunk, (byte) '?');
        }
        return this;
    }

    private Conversation guarded(Playing playing) {
        try {
            playing.play();
            return this;
        } catch (Cut e) {
            return this;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("nothing here is cut or interrupted", e);
        }
    }

    /** What the flow throws when the connection is to be closed. */
    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private interface Playing {
        void play() throws IOException, InterruptedException;
    }

    /** One direction. */
    final class Side implements LinkFlow {
        private final ByteArrayOutputStream forwarded = new ByteArrayOutputStream();
        private final ByteArrayOutputStream replied = new ByteArrayOutputStream();

        byte[] forwarded() {
            return forwarded.toByteArray();
        }

        byte[] replied() {
            return replied.toByteArray();
        }

        @Override
        public void forward(ByteBuffer bytes) {
            write(bytes, forwarded);
        }

        @Override
        public void reply(ByteBuffer bytes) {
            write(bytes, replied);
        }

        @Override
        public GateDecision pass(FaultPoint point, Map<String, String> attributes) {
            Stop stop = new Stop(point, attributes, toTarget.forwarded.size(), toClient.forwarded.size());
            stops.add(stop);
            return decisions.apply(stop);
        }

        @Override
        public IOException cut(String why) {
            cut = true;
            return new Cut();
        }

        @Override
        public void problem(String message) {
            problems.add(message);
        }

        private static void write(ByteBuffer bytes, ByteArrayOutputStream to) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            to.writeBytes(copy);
        }
    }
}
