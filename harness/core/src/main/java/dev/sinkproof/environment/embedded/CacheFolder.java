package dev.sinkproof.environment.embedded;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Where what can be made again is kept between runs. */
final class CacheFolder {
    private CacheFolder() {}

    /** {@code sinkproof.cache}, or {@code sinkproof} in the user's cache folder. */
    static Path path() {
        String asked = System.getProperty("sinkproof.cache");
        if (asked != null) {
            return Path.of(asked).toAbsolutePath();
        }
        return Stream.of(System.getenv("XDG_CACHE_HOME"))
                .filter(Objects::nonNull)
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .findFirst()
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("sinkproof")
                .toAbsolutePath();
    }
}
