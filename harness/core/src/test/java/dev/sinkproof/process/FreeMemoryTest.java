package dev.sinkproof.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    private Path root;

    @Test
    void the_machine_has_what_is_not_used_or_only_caches_files() throws IOException {
        write(
                "proc/meminfo",
                "MemTotal:       24683520 kB\nMemFree:          100000 kB\nMemAvailable:    2048000 kB\n");

        assertThat(free()).hasValue(2000);
    }

    @Test
    void a_control_group_without_a_limit_changes_nothing() throws IOException {
        write("proc/meminfo", "MemAvailable:    2048000 kB\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory.current", "1000\n");

        assertThat(free()).hasValue(2000);
    }

    @Test
    void a_limit_counts_less_what_is_used_and_cannot_be_given_back() throws IOException {
        write("proc/meminfo", "MemAvailable:    2048000 kB\n");
        write("sys/fs/cgroup/memory.max", 1000 * MEBIBYTE + "\n");
        write("sys/fs/cgroup/memory.current", 700 * MEBIBYTE + "\n");
        write("sys/fs/cgroup/memory.stat", "anon 5\nactive_file 7\ninactive_file " + 200 * MEBIBYTE + "\nfile 9\n");

        assertThat(free()).hasValue(500);
    }

    @Test
    void the_first_version_of_control_groups_says_it_elsewhere() throws IOException {
        write("proc/meminfo", "MemAvailable:    2048000 kB\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", 1000 * MEBIBYTE + "\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", 1100 * MEBIBYTE + "\n");
        write("sys/fs/cgroup/memory/memory.stat", "inactive_file 3\ntotal_inactive_file " + 30 * MEBIBYTE + "\n");

        assertThat(free()).hasValue(0);
    }

    @Test
    void a_group_of_the_first_version_without_a_limit_has_an_enormous_one() throws IOException {
        write("proc/meminfo", "MemAvailable:    2048000 kB\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1000\n");

        assertThat(free()).hasValue(2000);
    }

    @Test
    void elsewhere_it_is_not_known() {
        assertThat(free()).isEmpty();
    }

    private OptionalLong free() {
        return new FreeMemory(root).mebibytes();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
