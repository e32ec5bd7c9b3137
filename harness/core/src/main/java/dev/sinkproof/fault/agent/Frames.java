package dev.sinkproof.fault.agent;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The frames between agent and harness. A frame is an int length, then that many bytes: one byte kind and its fields, as
 * {@link java.io.DataOutput} writes them. The agent, which cannot depend on this module, has the same numbers in its own
 * {@code Wire}; a change raises {@link #VERSION}.
 */
final class Frames {
    static final int MAGIC = 0x53504147;
    static final short VERSION = 3;

    static final byte HELLO = 1;
    static final byte PASSING = 2;
    static final byte ARMED = 3;
    static final byte DROPPED = 4;
    static final byte READY = 5;
    static final byte WOVEN = 6;
    static final byte PROBLEM = 7;
    static final byte METRICS = 8;
    static final byte WELCOME = 16;
    static final byte REFUSED = 17;
    static final byte ARM = 18;
    static final byte GO = 19;

    static final byte PROCEED = 0;
    static final byte THROW = 1;

    /** What {@link #THROW} can throw, by the names in {@link GateDecision#throwing}. */
    static final Set<String> THROWABLES = Set.of("retriable", "fatal", "error");

    /** A passing with this number is not held. */
    static final long UNHELD = 0;

    /** A stranger's first frame must not make the harness reserve memory. */
    static final int HELLO_BYTES_MAX = 1 << 12;

    static final int FRAME_BYTES_MAX = 16 << 20;

    /** Longest message of a throwable, in characters: its encoding must fit into a frame's text. */
    private static final int TEXT_CHARACTERS_MAX = 4000;

    private Frames() {}

    /** How an agent introduces itself. */
    record Hello(String token, String worker, long pid) {}

    /** Fields of one frame. */
    @FunctionalInterface
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** What is read out of one frame. */
    @FunctionalInterface
    interface Reading<T> {
        T from(DataInputStream frame) throws IOException;
    }

    /**
     * Reads one whole frame.
     *
     * @throws java.io.EOFException when the stream ends here or in the middle of the frame, as it does when a process is killed
     * @throws ProtocolException when the frame is too long or is no good
     */
    static <T> T readFrame(DataInputStream in, int bytesMax, Reading<T> reading) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > bytesMax) {
            throw new ProtocolException("a frame of " + length + " bytes; at most " + bytesMax + " are expected");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        try {
            return reading.from(new DataInputStream(new ByteArrayInputStream(frame)));
        } catch (EOFException | UTFDataFormatException e) {
            throw (ProtocolException) new ProtocolException("a malformed frame of kind " + frame[0]).initCause(e);
        }
    }

    /** @throws ProtocolException when this is no agent, or one of another build */
    static Hello readHello(DataInputStream in) throws IOException {
        if (in.readByte() != HELLO || in.readInt() != MAGIC) {
            throw new ProtocolException("this is no agent of Sinkproof");
        }
        short version = in.readShort();
        if (version != VERSION) {
            throw new ProtocolException("the agent speaks version " + version + ", the harness " + VERSION
                    + "; use agent and harness of one build");
        }
        return new Hello(in.readUTF(), in.readUTF(), in.readLong());
    }

    static Passing readPassing(DataInputStream in, String worker) throws IOException {
        FaultPoint point = readPoint(in);
        String task = in.readUTF();
        long epochMicros = in.readLong();
        List<OffsetSpan> spans = readSpans(in);
        return new Passing(point, worker, task.isEmpty() ? null : task, spans, readAttributes(in), epochMicros);
    }

    private static FaultPoint readPoint(DataInputStream in) throws IOException {
        String id = in.readUTF();
        return FaultPoint.byId(id)
                .orElseThrow(() -> new ProtocolException("the agent speaks of an unknown fault point " + id));
    }

    private static List<OffsetSpan> readSpans(DataInputStream in) throws IOException {
        List<OffsetSpan> spans = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            spans.add(new OffsetSpan(in.readUTF(), in.readInt(), in.readLong(), in.readLong(), in.readLong()));
        }
        return spans;
    }

    private static Map<String, String> readAttributes(DataInputStream in) throws IOException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            attributes.put(in.readUTF(), in.readUTF());
        }
        return attributes;
    }

    /** What Connect's metrics say of one task. */
    record Metrics(String task, long epochMicros, Map<String, Long> figures) {}

    static Metrics readMetrics(DataInputStream in) throws IOException {
        String task = in.readUTF();
        long epochMicros = in.readLong();
        Map<String, Long> figures = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            figures.put(in.readUTF(), in.readLong());
        }
        return new Metrics(task, epochMicros, figures);
    }

    static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    /** Writes one whole frame and flushes it. */
    static void write(DataOutputStream out, Body body) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        body.writeTo(new DataOutputStream(frame));
        out.writeInt(frame.size());
        frame.writeTo(out);
        out.flush();
    }

    /** @param kind {@link #WELCOME} or {@link #ARM} */
    static Body arm(byte kind, int request, Collection<FaultPoint> points) {
        return out -> {
            out.writeByte(kind);
            out.writeInt(request);
            out.writeInt(points.size());
            for (FaultPoint point : points) {
                out.writeUTF(point.id());
            }
        };
    }

    static Body refused(String reason) {
        return out -> {
            out.writeByte(REFUSED);
            out.writeUTF(reason);
        };
    }

    /** The thread that is held goes on. */
    static Body go(long hold) {
        return out -> {
            out.writeByte(GO);
            out.writeLong(hold);
            out.writeByte(PROCEED);
        };
    }

    /**
     * The thread that is held goes on as decided; decisions that mean nothing in a worker let it proceed.
     *
     * @throws IllegalArgumentException when it is to throw what no agent knows
     */
    static Body go(long hold, GateDecision decision) {
        return decision.action() == GateDecision.Action.THROW ? throwing(hold, decision.settings()) : go(hold);
    }

    private static Body throwing(long hold, Map<String, String> settings) {
        String throwable = settings.getOrDefault(GateDecision.THROWABLE, "");
        if (!THROWABLES.contains(throwable)) {
            throw new IllegalArgumentException(
                    "a worker cannot throw '" + throwable + "', only retriable, fatal and error");
        }
        return out -> {
            out.writeByte(GO);
            out.writeLong(hold);
            out.writeByte(THROW);
            out.writeUTF(throwable);
            out.writeUTF(cut(settings.getOrDefault(GateDecision.MESSAGE, "")));
        };
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARACTERS_MAX ? text : text.substring(0, TEXT_CHARACTERS_MAX) + "…";
    }
}
