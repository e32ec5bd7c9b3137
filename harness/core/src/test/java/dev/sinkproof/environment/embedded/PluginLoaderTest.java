package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {
    @TempDir
    private Path workspace;

    @Test
    void whatThePluginBringsComesFirstAndConnectIsShared() throws Exception {
        Path jar = TestPlugin.converterJar(workspace.resolve("converters.jar"));
        try (PluginLoader loader = new PluginLoader(List.of(jar))) {
            Class<?> brought = Class.forName(TestPlugin.CONVERTER, true, loader);

            assertThat(brought).isNotEqualTo(TinyConverter.class).isAssignableTo(Converter.class);
            assertThat(brought.getClassLoader()).isSameAs(loader);
        }
    }

    @Test
    void whatItDoesNotBringIsTheHarnesss() throws Exception {
        try (PluginLoader loader = new PluginLoader(List.of())) {
            assertThat(Class.forName(TestPlugin.CONVERTER, true, loader)).isEqualTo(TinyConverter.class);
        }
    }
}
