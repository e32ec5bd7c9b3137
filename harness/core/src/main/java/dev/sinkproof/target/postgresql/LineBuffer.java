package dev.sinkproof.target.postgresql;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of one transaction, kept until its commit time is known. What exceeds a limit goes to a temporary file, which has
 * no name while it is used, so that it can't be left behind. Used by one thread.
 */
final class LineBuffer implements AutoCloseable {
    /** Takes one line. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(String line) throws IOException;
    }

    private final long charsMax;
    private final List<String> lines = new ArrayList<>();
    private long chars;
    private FileChannel file;
    private DataOutputStream spill;
    private long spilled;

    /** @param charsMax how many characters are kept in memory */
    LineBuffer(long charsMax) {
        this.charsMax = charsMax;
    }

    void add(String line) throws IOException {
        // Once one line is in the file all others follow it there, or a short one would overtake it.
        if (spilled > 0 || chars + line.length() > charsMax) {
            spill(line);
        } else {
            lines.add(line);
            chars += line.length();
        }
    }

    private void spill(String line) throws IOException {
        if (spill == null) {
            file = openFile();
            spill = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16));
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        spill.writeInt(bytes.length);
        spill.write(bytes);
        spilled++;
    }

    private static FileChannel openFile() throws IOException {
        return FileChannel.open(
                Files.createTempFile("sinkproof-history-", ".tmp"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Hands over all lines in the order they were added, and is then empty. */
    void drainTo(LineConsumer consumer) throws IOException {
        for (String line : lines) {
            consumer.accept(line);
        }
        if (spilled > 0) {
            drainFile(consumer);
        }
        clear();
    }

    private void drainFile(LineConsumer consumer) throws IOException {
        spill.flush();
        file.position(0);
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), 1 << 16));
        for (long read = 0; read < spilled; read++) {
            consumer.accept(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
    }

    private void clear() throws IOException {
        lines.clear();
        chars = 0;
        spilled = 0;
        if (file != null) {
            file.truncate(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
