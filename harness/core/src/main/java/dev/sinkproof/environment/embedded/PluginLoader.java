package dev.sinkproof.environment.embedded;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Classes of a plugin for use in the harness, apart from the harness's own as they are from the worker's: what the plugin brings comes before what is
 * there, except for what both must share (KIP-146).
 */
final class PluginLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("java.", "javax.", "org.apache.kafka.", "org.slf4j.");

    PluginLoader(Collection<Path> jars) {
        super(jars.stream().map(PluginLoader::url).toArray(URL[]::new), PluginLoader.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && SHARED.stream().noneMatch(name::startsWith)) {
                loaded = own(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private Class<?> own(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException notBrought) {
            return null;
        }
    }
}
