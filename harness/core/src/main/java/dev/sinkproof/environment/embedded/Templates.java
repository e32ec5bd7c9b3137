package dev.sinkproof.environment.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Data folders of servers as they are before their first start: made once, kept in the cache, copied from then on. */
final class Templates {
    private final Path cache;

    Templates(Path cache) {
        this.cache = cache;
    }

    /** Makes a folder from nothing. */
    @FunctionalInterface
    interface Maker {
        void make() throws IOException;
    }

    /**
     * Fills a folder.
     *
     * @param name of the template; it names the version too
     * @param folder does not exist
     * @param maker fills the folder itself, when there is no template yet
     */
    void copy(String name, Path folder, Maker maker) throws IOException {
        Path kept = cache.resolve(name);
        if (Files.isDirectory(kept)) {
            Folders.copy(kept, folder);
            return;
        }
        maker.make();
        Path half = Files.createTempDirectory(cache, name);
        Folders.copy(folder, half);
        keep(half, kept);
    }

    /** Gives a folder in the cache, which is filled, its name, unless another process has made the same meanwhile. */
    static void keep(Path half, Path kept) throws IOException {
        try {
            Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException anotherWasFaster) {
            Folders.delete(half);
            if (!Files.isDirectory(kept)) {
                throw anotherWasFaster;
            }
        }
    }
}
