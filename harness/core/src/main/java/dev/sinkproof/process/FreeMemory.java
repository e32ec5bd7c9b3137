package dev.sinkproof.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory new processes can have before the kernel has to kill some: what the machine has left, or, when that is less, what
 * the container's control group has left. Memory that only caches files counts as free. Known on Linux only.
 */
public final class FreeMemory {
    private static final long MEBIBYTE = 1L << 20;
    private static final long KIBIBYTE = 1L << 10;

    private final Path root;

    /** @param root under which {@code proc} and {@code sys} are */
    FreeMemory(Path root) {
        this.root = root;
    }

    public static FreeMemory ofThisMachine() {
        return new FreeMemory(Path.of("/"));
    }

    /** In MiB; empty where the system does not say. */
    public OptionalLong mebibytes() {
        OptionalLong machine = number("proc/meminfo", "MemAvailable:\\s+(\\d+) kB");
        if (machine.isEmpty()) {
            return machine;
        }
        long free = machine.getAsLong() * KIBIBYTE;
        for (OptionalLong group : List.of(
                group("memory.max", "memory.current", "memory.stat", "inactive_file"),
                group(
                        "memory/memory.limit_in_bytes",
                        "memory/memory.usage_in_bytes",
                        "memory/memory.stat",
                        "total_inactive_file"))) {
            free = Math.min(free, group.orElse(Long.MAX_VALUE));
        }
        return OptionalLong.of(free / MEBIBYTE);
    }

    /** What a control group has left; empty without a limit. */
    private OptionalLong group(String limit, String used, String statistics, String cache) {
        OptionalLong most = number("sys/fs/cgroup/" + limit, "^(\\d+)$");
        OptionalLong now = number("sys/fs/cgroup/" + used, "^(\\d+)$");
        OptionalLong cached = number("sys/fs/cgroup/" + statistics, "(?m)^" + cache + " (\\d+)$");
        if (most.isEmpty() || now.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(0, most.getAsLong() - now.getAsLong() + cached.orElse(0)));
    }

    private OptionalLong number(String file, String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern)
                    .matcher(Files.readString(root.resolve(file)).strip());
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
        } catch (IOException | NumberFormatException notSaidHere) {
            return OptionalLong.empty();
        }
    }
}
