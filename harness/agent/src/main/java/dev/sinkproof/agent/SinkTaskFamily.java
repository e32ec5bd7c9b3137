package dev.sinkproof.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which classes are subtypes of SinkTask, while they are being loaded: their superclasses may not be, so those are looked
 * up as files, the way their loader would find them.
 */
final class SinkTaskFamily {
    private final Map<ClassLoader, Map<String, Boolean>> known = new WeakHashMap<>();

    /** @param superName internal name of the superclass; null when there is none */
    boolean isMember(ClassLoader loader, String superName) {
        if (superName == null || isForeign(superName)) {
            return false;
        }
        if (superName.equals(Weave.SINK_TASK)) {
            return true;
        }
        Map<String, Boolean> ofLoader = ofLoader(loader);
        Boolean member = ofLoader.get(superName);
        if (member == null) {
            member = isMember(loader, ClassOutlines.superNameOf(loader, superName));
            ofLoader.put(superName, member);
        }
        return member;
    }

    /** Notes a class that was seen itself, which saves looking it up for its subclasses. */
    boolean note(ClassLoader loader, String name, String superName) {
        boolean member = isMember(loader, superName);
        ofLoader(loader).put(name, member);
        return member;
    }

    /** The JDK's own classes are no sink tasks, and end most chains. */
    private static boolean isForeign(String name) {
        return name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("jdk/");
    }

    private Map<String, Boolean> ofLoader(ClassLoader loader) {
        synchronized (known) {
            return known.computeIfAbsent(loader, absent -> new ConcurrentHashMap<>());
        }
    }

    /** Class files as a loader's resources. */
    private static final class ClassOutlines {
        private ClassOutlines() {}

        /** @return null when the loader has no such file: the class cannot be loaded either, or it is made up at run time */
        static String superNameOf(ClassLoader loader, String name) {
            try (InputStream file = loader.getResourceAsStream(name + ".class")) {
                return file == null ? null : ClassOutline.superName(file.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException("cannot read the class file of " + name, e);
            }
        }
    }
}
