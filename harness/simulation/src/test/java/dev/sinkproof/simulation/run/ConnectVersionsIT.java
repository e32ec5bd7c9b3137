package dev.sinkproof.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same schedules with other versions of Kafka and Connect on the class path, in place of those that this build is made with. */
@Tag("slow")
class ConnectVersionsIT {
    /** Jars of Kafka and Connect. */
    private static final Pattern REPLACED = Pattern.compile("(kafka|connect)-[a-z-]+-\\d.*\\.jar");

    private static List<String> here;

    @BeforeAll
    static void run_here() {
        here = VerdictsMain.lines();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.7.2", "3.9.1", "4.0.0", "4.1.1"})
    void every_run_is_as_with_the_version_of_this_build(String version) throws Exception {
        List<String> there =
                OtherJvm.run(classPath(version), VerdictsMain.class).lines().toList();

        assertThat(there.get(0)).isEqualTo(version);
        assertThat(there.subList(1, there.size())).isEqualTo(here);
    }

    private static List<String> classPath(String version) throws Exception {
        List<String> classPath = new ArrayList<>(OtherJvm.classPath().stream()
                .filter(entry -> !REPLACED.matcher(new File(entry).getName()).matches())
                .toList());
        assertThat(classPath).hasSizeLessThan(OtherJvm.classPath().size() - 4);
        Path tests = Path.of(ConnectVersionsIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        // The build copies them beside the compiled tests.
        try (Stream<Path> jars = Files.list(tests.resolveSibling("connect").resolve(version))) {
            jars.map(Path::toString).sorted().forEach(classPath::add);
        }
        return classPath;
    }
}
