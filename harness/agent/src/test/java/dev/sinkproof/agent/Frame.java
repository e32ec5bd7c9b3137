package dev.sinkproof.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A frame from the agent, as a harness reads it. */
record Frame(
        byte kind,
        long number,
        String text,
        String task,
        List<Span> spans,
        Map<String, String> attributes,
        List<String> texts) {
    static Frame read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case Wire.HELLO -> hello(in);
            case Wire.PASSING -> passing(in);
            case Wire.ARMED -> plain(kind, in.readInt(), "");
            case Wire.DROPPED -> plain(kind, in.readLong(), "");
            case Wire.METRICS -> metrics(in);
            case Wire.PROBLEM -> plain(kind, 0, in.readUTF());
            case Wire.READY, Wire.WOVEN -> new Frame(kind, 0, in.readUTF(), null, List.of(), Map.of(), texts(in));
            default -> throw new IOException("unknown frame " + kind);
        };
    }

    /** What the message would put on the wire. */
    static Frame of(Message message) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(new DataOutputStream(bytes));
            return read(new DataInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Frame hello(DataInputStream in) throws IOException {
        int magic = in.readInt();
        short version = in.readShort();
        String token = in.readUTF();
        return new Frame(
                Wire.HELLO, magic, token, null, List.of(), Map.of("version", "" + version), List.of(in.readUTF()));
    }

    private static Frame passing(DataInputStream in) throws IOException {
        long hold = in.readLong();
        String point = in.readUTF();
        String task = in.readUTF();
        in.readLong();
        List<Span> spans = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            spans.add(new Span(in.readUTF(), in.readInt(), in.readLong(), in.readLong(), in.readLong()));
        }
        Map<String, String> attributes = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            attributes.put(in.readUTF(), in.readUTF());
        }
        return new Frame(Wire.PASSING, hold, point, task, spans, attributes, List.of());
    }

    private static Frame metrics(DataInputStream in) throws IOException {
        String task = in.readUTF();
        in.readLong();
        Map<String, String> figures = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            figures.put(in.readUTF(), Long.toString(in.readLong()));
        }
        return new Frame(Wire.METRICS, 0, "", task, List.of(), figures, List.of());
    }

    static Frame plain(byte kind, long number, String text) {
        return new Frame(kind, number, text, null, List.of(), Map.of(), List.of());
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    boolean isPassing(String point) {
        return kind == Wire.PASSING && text.equals(point);
    }

    /** For people: the point and its spans, as in {@code task.put.enter orders-0[0..4]x5}. */
    String brief() {
        StringBuilder brief = new StringBuilder(text);
        spans.stream()
                .sorted(java.util.Comparator.comparing(Span::partition))
                .forEach(span -> brief.append(' ')
                        .append(span.topic())
                        .append('-')
                        .append(span.partition())
                        .append(
                                span.count() == 0
                                        ? "@" + span.first()
                                        : "[" + span.first() + ".." + span.last() + "]"));
        return brief.toString();
    }
}
