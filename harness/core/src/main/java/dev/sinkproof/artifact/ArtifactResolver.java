package dev.sinkproof.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds the jars of Maven coordinates and of what they need at run time. What was found once is remembered for as long as
 * the files are there, so that it takes no time and works offline; except for snapshots, which may need something else by
 * tomorrow. Thread-safe.
 */
public final class ArtifactResolver {
    private static final String SNAPSHOT = "-SNAPSHOT";

    private final Path memory;

    /**
     * @param cache folder in which to remember; it is made when needed
     */
    public ArtifactResolver(Path cache) {
        this.memory = cache.resolve("resolved");
    }

    /**
     * The jars, sorted by path.
     *
     * @param coordinates each {@code group:artifact:version} or {@code group:artifact:extension:version}
     * @throws ArtifactException when one is malformed or cannot be had
     */
    public List<Path> resolve(List<String> coordinates) {
        return coordinates.stream().anyMatch(text -> text.endsWith(SNAPSHOT))
                ? find(coordinates)
                : remembered(coordinates).orElseGet(() -> remember(coordinates, find(coordinates)));
    }

    /**
     * One file, without what it may need.
     *
     * @param coordinates {@code group:artifact:extension:classifier:version}
     * @throws ArtifactException when it is malformed or cannot be had
     */
    public Path resolveAlone(String coordinates) {
        return remembered(List.of(coordinates))
                .orElseGet(() -> remember(List.of(coordinates), List.of(findAlone(coordinates))))
                .get(0);
    }

    private static Path findAlone(String coordinates) {
        DefaultArtifact wanted = artifact(coordinates);
        MavenWorld maven = new MavenWorld();
        RepositorySystem system = new RepositorySystemSupplier().get();
        try {
            DefaultRepositorySystemSession session = maven.session(system);
            ArtifactRequest request = new ArtifactRequest(wanted, maven.repositories(system, session), null);
            try {
                return system.resolveArtifact(session, request)
                        .getArtifact()
                        .getFile()
                        .toPath();
            } catch (RepositoryException e) {
                throw unavailable(List.of(coordinates), session, e);
            }
        } finally {
            system.shutdown();
        }
    }

    private static List<Path> find(List<String> coordinates) {
        List<Dependency> wanted = coordinates.stream()
                .map(text -> new Dependency(artifact(text), JavaScopes.COMPILE))
                .toList();
        MavenWorld maven = new MavenWorld();
        RepositorySystem system = new RepositorySystemSupplier().get();
        try {
            return find(wanted, coordinates, maven, system);
        } finally {
            system.shutdown();
        }
    }

    private static List<Path> find(
            List<Dependency> wanted, List<String> coordinates, MavenWorld maven, RepositorySystem system) {
        DefaultRepositorySystemSession session = maven.session(system);
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(maven.repositories(system, session));
        collect.setDependencies(wanted);
        try {
            return system
                    .resolveDependencies(
                            session,
                            new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(found -> found.getFile().toPath())
                    .sorted()
                    .toList();
        } catch (RepositoryException e) {
            throw unavailable(coordinates, session, e);
        }
    }

    private static ArtifactException unavailable(
            List<String> coordinates, DefaultRepositorySystemSession session, RepositoryException failure) {
        return new ArtifactException(
                "cannot get " + String.join(", ", coordinates) + ": " + withoutLogins(reason(failure))
                        + ". Looked in the local Maven repository and in the repositories of your Maven settings"
                        + (session.isOffline() ? " (which are set to offline)" : "")
                        + ". Check the coordinates and the network.",
                failure);
    }

    /** What could not be had from where: the outer messages of a repository that does not answer say neither. */
    private static String reason(Throwable failure) {
        String reason = failure.getMessage();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArtifactResolutionException) {
                reason = cause.getMessage();
            }
        }
        return reason;
    }

    /** The address of a repository may hold a password. */
    private static String withoutLogins(String message) {
        return message.replaceAll("://[^/@\\s]+@", "://***@");
    }

    private static DefaultArtifact artifact(String text) {
        try {
            return new DefaultArtifact(text);
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(
                    "malformed Maven coordinates '" + text + "': expected group:artifact:version", e);
        }
    }

    /** Nothing, too, when the memory cannot be understood: then it is made again. */
    private Optional<List<Path>> remembered(List<String> coordinates) {
        try {
            List<Path> jars =
                    Files.readAllLines(file(coordinates)).stream().map(Path::of).toList();
            return Optional.of(jars)
                    .filter(found -> !found.isEmpty())
                    .filter(found -> found.stream().allMatch(ArtifactResolver::isJar));
        } catch (NoSuchFileException | CharacterCodingException | InvalidPathException notUsable) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static boolean isJar(Path path) {
        return path.isAbsolute() && Files.isRegularFile(path);
    }

    private List<Path> remember(List<String> coordinates, List<Path> jars) {
        try {
            Files.createDirectories(memory);
            Path part = Files.createTempFile(memory, "resolved", ".part");
            Files.write(part, jars.stream().map(Path::toString).toList());
            Files.move(part, file(coordinates), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return jars;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Path file(List<String> coordinates) {
        String all = String.join("\n", new TreeSet<>(coordinates));
        return memory.resolve(Digest.hex(all) + ".txt");
    }

    private static UncheckedIOException unusable(IOException e) {
        return new UncheckedIOException("cannot use Sinkproof's cache: " + e.getMessage(), e);
    }
}
