package dev.sinkproof.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.installation.InstallRequest;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.supplier.RepositorySystemSupplier;

/** Installs what this build has packaged into a local repository of its own, as Maven's phase install would. */
final class InstalledArtefacts {
    private static final Pattern ARTIFACT_ID =
            Pattern.compile("</parent>.*?<artifactId>(.*?)</artifactId>", Pattern.DOTALL);
    private static final String GROUP = "dev.sinkproof";

    private final Path root;
    private final String version;

    /**
     * @param root folder of the parent
     */
    InstalledArtefacts(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** The parent, and the jars of these modules. */
    void into(Path repository, List<String> modules) throws IOException, RepositoryException {
        InstallRequest request = new InstallRequest();
        request.addArtifact(artifact("sinkproof-parent", "pom", root.resolve("pom.xml")));
        for (String module : modules) {
            Path folder = root.resolve(module);
            String id = artifactId(folder.resolve("pom.xml"));
            request.addArtifact(artifact(id, "pom", pom(folder)));
            request.addArtifact(artifact(id, "jar", folder.resolve("target/" + id + "-" + version + ".jar")));
        }
        RepositorySystem system = new RepositorySystemSupplier().get();
        try {
            DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
            session.setLocalRepositoryManager(
                    system.newLocalRepositoryManager(session, new LocalRepository(repository.toFile())));
            system.install(session, request);
        } finally {
            system.shutdown();
        }
    }

    private Artifact artifact(String id, String extension, Path file) {
        return new DefaultArtifact(GROUP, id, extension, version).setFile(file.toFile());
    }

    private static String artifactId(Path pom) throws IOException {
        Matcher matcher = ARTIFACT_ID.matcher(Files.readString(pom));
        if (!matcher.find()) {
            throw new IllegalStateException(pom + " names no artifact");
        }
        return matcher.group(1);
    }

    /** The one without the dependencies that are in the jar, where there is one. */
    private static Path pom(Path module) {
        Path reduced = module.resolve("target/dependency-reduced-pom.xml");
        return Files.exists(reduced) ? reduced : module.resolve("pom.xml");
    }
}
