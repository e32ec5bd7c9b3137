package dev.sinkproof.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process has opened. Known on Linux only. */
public final class OpenFiles {
    /** Octal, as the kernel tells it; the last digit says for what the file was opened. */
    private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s+0*([0-7]*?)([0-7])$");
    /** For writing, or for both. */
    private static final int WRITING = 0b11;

    private OpenFiles() {}

    /**
     * Files, by the names that they have now, that a process has opened in order to write to them; empty where the system does not say.
     *
     * @param pid of a process that is there, and may be stopped
     */
    public static List<Path> forWriting(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        if (!Files.isDirectory(process)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path one : opened) {
                try {
                    if (isForWriting(process.resolve("fdinfo").resolve(one.getFileName()))) {
                        files.add(Files.readSymbolicLink(one));
                    }
                } catch (NoSuchFileException closedMeanwhile) {
                    // What is closed is not being written to.
                    continue;
                }
            }
        }
        return files;
    }

    private static boolean isForWriting(Path facts) throws IOException {
        Matcher flags = FLAGS.matcher(Files.readString(facts));
        return flags.find() && (Integer.parseInt(flags.group(2)) & WRITING) != 0;
    }
}
