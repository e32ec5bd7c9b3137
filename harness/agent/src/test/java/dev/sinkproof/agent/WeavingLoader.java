package dev.sinkproof.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads the classes named by itself, as a plugin's loader does, through a transformer; all others come from its parent. */
final class WeavingLoader extends ClassLoader {
    private final ClassFileTransformer transformer;
    private final Set<String> own;

    WeavingLoader(ClassFileTransformer transformer, Class<?>... own) {
        super(WeavingLoader.class.getClassLoader());
        this.transformer = transformer;
        this.own = Arrays.stream(own).map(Class::getName).collect(Collectors.toSet());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return own.contains(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/');
        try (InputStream in = getResourceAsStream(file + ".class")) {
            byte[] bytes = in.readAllBytes();
            byte[] woven = transformer.transform(this, file, null, null, bytes);
            byte[] used = woven == null ? bytes : woven;
            return defineClass(name, used, 0, used.length);
        } catch (IOException | IllegalClassFormatException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
