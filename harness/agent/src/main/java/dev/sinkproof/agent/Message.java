package dev.sinkproof.agent;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One frame from the agent to the harness. */
@FunctionalInterface
interface Message {
    /** Writes kind and fields, without the length. */
    void writeTo(DataOutput out) throws IOException;

    static Message hello(AgentArguments arguments, long pid) {
        return out -> {
            out.writeByte(Wire.HELLO);
            out.writeInt(Wire.MAGIC);
            out.writeShort(Wire.VERSION);
            out.writeUTF(arguments.token());
            out.writeUTF(arguments.worker());
            out.writeLong(pid);
        };
    }

    /** @param hold number of the hold, or {@link Wire#UNHELD} */
    static Message passing(Passing passing, long hold) {
        return out -> {
            out.writeByte(Wire.PASSING);
            out.writeLong(hold);
            out.writeUTF(passing.point().id());
            out.writeUTF(passing.task() == null ? "" : passing.task());
            out.writeLong(passing.epochMicros());
            writeSpans(out, passing.spans());
            writeAttributes(out, passing.attributes());
        };
    }

    private static void writeSpans(DataOutput out, List<Span> spans) throws IOException {
        out.writeInt(spans.size());
        for (Span span : spans) {
            out.writeUTF(span.topic());
            out.writeInt(span.partition());
            out.writeLong(span.first());
            out.writeLong(span.last());
            out.writeLong(span.count());
        }
    }

    private static void writeAttributes(DataOutput out, Map<String, String> attributes) throws IOException {
        out.writeInt(attributes.size());
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            out.writeUTF(attribute.getKey());
            out.writeUTF(Wire.cut(attribute.getValue()));
        }
    }

    /** Confirms that from here on the set of this request is armed. */
    static Message armed(int request) {
        return out -> {
            out.writeByte(Wire.ARMED);
            out.writeInt(request);
        };
    }

    /** @param total passings dropped since the start */
    static Message dropped(long total) {
        return out -> {
            out.writeByte(Wire.DROPPED);
            out.writeLong(total);
        };
    }

    /** The Connect runtime was looked at; these of its methods report from now on. */
    static Message ready(String connectVersion, List<String> methods) {
        return out -> {
            out.writeByte(Wire.READY);
            out.writeUTF(connectVersion);
            writeTexts(out, methods);
        };
    }

    /** A class of the subject reports from now on. */
    static Message woven(String type, List<String> methods) {
        return out -> {
            out.writeByte(Wire.WOVEN);
            out.writeUTF(type);
            writeTexts(out, methods);
        };
    }

    static Message problem(String text) {
        return out -> {
            out.writeByte(Wire.PROBLEM);
            out.writeUTF(Wire.cut(text));
        };
    }

    /**
     * What Connect's metrics say of a task.
     *
     * @param epochMicros when they were read, microseconds since the epoch
     */
    static Message metrics(String task, long epochMicros, Map<String, Long> figures) {
        return out -> {
            out.writeByte(Wire.METRICS);
            out.writeUTF(task);
            out.writeLong(epochMicros);
            out.writeInt(figures.size());
            for (Map.Entry<String, Long> figure : figures.entrySet()) {
                out.writeUTF(figure.getKey());
                out.writeLong(figure.getValue());
            }
        };
    }

    private static void writeTexts(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }
}
