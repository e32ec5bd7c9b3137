package dev.sinkproof.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarTest {
    private static final String PREMAIN = "dev.sinkproof.agent.Agent";

    @TempDir
    Path folder;

    @Test
    void prefersTheJarThatIsNamed() throws IOException {
        Path named = jar("renamed.jar", "Premain-Class", PREMAIN);
        Path onPath = jar("sinkproof-agent-1.jar", "Premain-Class", PREMAIN);

        assertThat(AgentJar.locate(named.toString(), onPath.toString())).isEqualTo(named);
    }

    @Test
    void findsTheJarOnTheClassPath() throws IOException {
        Path other = jar("other.jar", "X", "y");
        Path sources = jar("sinkproof-agent-1-sources.jar", "X", "y");
        Path agent = jar("sinkproof-agent-1.jar", "Premain-Class", PREMAIN);

        assertThat(AgentJar.locate(null, classPath(other, folder.resolve("absent.jar"), sources, agent)))
                .isEqualTo(agent);
    }

    @Test
    void looksIntoJarsThatOnlyNameOthers() throws IOException {
        Path agent = jar("sinkproof-agent-1.jar", "Premain-Class", PREMAIN);
        Path inner = jar("inner.jar", "Class-Path", agent.toUri().toString());
        Path outer = jar("surefirebooter.jar", "Class-Path", "absent.jar inner.jar http://example.invalid/x.jar");

        assertThat(inner).exists();
        assertThat(AgentJar.locate(null, outer.toString())).isEqualTo(agent);
    }

    @Test
    void saysHowToNameOneWhenThereIsNone() throws IOException {
        Path other = jar("other.jar", "X", "y");

        assertThatThrownBy(() -> AgentJar.locate(null, other.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no sinkproof-agent-*.jar is on the class path")
                .hasMessageContaining("-Dsinkproof.agent.jar=");
    }

    @Test
    void saysWhatToBuildWhenTheAgentIsNotPackaged() throws IOException {
        Path classes = folder.resolve("agent/target/classes");
        Path agent = classes.resolve(PREMAIN.replace('.', '/') + ".class");
        Files.createDirectories(agent.getParent());
        Files.createFile(agent);

        assertThatThrownBy(() -> AgentJar.locate(null, classes.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(classes.toString())
                .hasMessageContaining("'package'");
    }

    @Test
    void refusesAJarThatIsNotTheAgent() throws IOException {
        Path unshaded = jar("sinkproof-agent-1.jar", "X", "y");

        assertThatThrownBy(() -> AgentJar.locate(null, unshaded.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not Sinkproof's agent");
        assertThatThrownBy(() -> AgentJar.locate(folder.resolve("absent.jar").toString(), ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no file");
    }

    private Path jar(String name, String attribute, String value) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(attribute, value);
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }

    private static String classPath(Path... entries) {
        return String.join(
                File.pathSeparator,
                java.util.Arrays.stream(entries).map(Path::toString).toList());
    }
}
