package dev.sinkproof.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The little that has to be known of every class that is loaded: whose subclass it is. Read straight from the class file (JVMS
 * chapter 4), since this runs for thousands of classes while a worker starts.
 */
final class ClassOutline {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;

    private ClassOutline() {}

    /**
     * The internal name of the superclass.
     *
     * @return null for interfaces, modules, Object, and what is no class file of a known form
     */
    static String superName(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int[] at = new int[Short.toUnsignedInt(file.getShort(8))];
        int offset = 10;
        for (int i = 1; i < at.length; i++) {
            at[i] = offset;
            int tag = file.get(offset);
            int size = size(file, offset, tag);
            if (size == 0) {
                return null;
            }
            offset += size;
            i += isWide(tag) ? 1 : 0;
        }
        return superName(bytes, file, at, offset);
    }

    private static String superName(byte[] bytes, ByteBuffer file, int[] at, int end) {
        int access = Short.toUnsignedInt(file.getShort(end));
        int superClass = Short.toUnsignedInt(file.getShort(end + 4));
        boolean isInterface = (access & 0x0200) != 0;
        if (isInterface || superClass == 0 || file.get(at[superClass]) != CLASS) {
            return null;
        }
        int name = at[Short.toUnsignedInt(file.getShort(at[superClass] + 1))];
        return utf8(bytes, name + 1);
    }

    private static String utf8(byte[] bytes, int offset) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, bytes.length - offset))) {
            return in.readUTF();
        } catch (IOException e) {
            throw new IllegalArgumentException("no name at offset " + offset, e);
        }
    }

    /** Bytes that a constant takes, its tag included; 0 for a tag that is not known. */
    private static int size(ByteBuffer file, int offset, int tag) {
        return switch (tag) {
            case UTF8 -> 3 + Short.toUnsignedInt(file.getShort(offset + 1));
            case CLASS, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            default -> 0;
        };
    }

    /** A long or double takes two places in the pool. */
    private static boolean isWide(int tag) {
        return tag == 5 || tag == 6;
    }
}
