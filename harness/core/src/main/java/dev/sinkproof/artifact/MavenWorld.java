package dev.sinkproof.artifact;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.locator.DefaultModelLocator;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/**
 * Maven as the user has set it up: settings of the user and of the installation with their mirrors, proxies, logins, local
 * repository and offline switch; the default repository is the one that Maven's own super POM names.
 */
final class MavenWorld {
    /** An address that does not answer must not hold up a run for minutes. */
    private static final int CONNECT_MILLIS = 5_000;

    private static final int REQUEST_MILLIS = 30_000;

    private final Settings settings;

    MavenWorld() {
        this.settings = settings();
    }

    private static Settings settings() {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(new File(System.getProperty("user.home"), ".m2/settings.xml"));
        installation()
                .ifPresent(home -> request.setGlobalSettingsFile(
                        home.resolve("conf/settings.xml").toFile()));
        request.setSystemProperties(systemProperties());
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw new ArtifactException("Maven's settings cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Path> installation() {
        return Stream.of(System.getProperty("maven.home"), System.getenv("MAVEN_HOME"), System.getenv("M2_HOME"))
                .filter(Objects::nonNull)
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .findFirst();
    }

    private static Properties systemProperties() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
        return properties;
    }

    DefaultRepositorySystemSession session(RepositorySystem system) {
        DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
        session.setLocalRepositoryManager(
                system.newLocalRepositoryManager(session, new LocalRepository(localRepository())));
        session.setOffline(settings.isOffline());
        session.setMirrorSelector(mirrors());
        session.setProxySelector(proxies());
        session.setAuthenticationSelector(logins());
        session.setSystemProperties(systemProperties());
        session.setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, CONNECT_MILLIS);
        session.setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, REQUEST_MILLIS);
        // A plugin's POM may name repositories of its own: where artifacts come from is the user's decision.
        session.setIgnoreArtifactDescriptorRepositories(true);
        return session;
    }

    /** Where tests run, Surefire and Failsafe say which one their Maven uses: it may have other settings than the user's. */
    private File localRepository() {
        String ofTheBuild = System.getProperty("localRepository", settings.getLocalRepository());
        String asked = System.getProperty("maven.repo.local", ofTheBuild);
        return asked == null ? new File(System.getProperty("user.home"), ".m2/repository") : new File(asked);
    }

    private DefaultMirrorSelector mirrors() {
        DefaultMirrorSelector selector = new DefaultMirrorSelector();
        settings.getMirrors()
                .forEach(mirror -> selector.add(
                        mirror.getId(),
                        mirror.getUrl(),
                        mirror.getLayout(),
                        false,
                        mirror.isBlocked(),
                        mirror.getMirrorOf(),
                        mirror.getMirrorOfLayouts()));
        return selector;
    }

    private DefaultProxySelector proxies() {
        DefaultProxySelector selector = new DefaultProxySelector();
        settings.getProxies().stream()
                .filter(proxy -> proxy.isActive())
                .forEach(proxy -> selector.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(),
                                proxy.getHost(),
                                proxy.getPort(),
                                new AuthenticationBuilder()
                                        .addUsername(proxy.getUsername())
                                        .addPassword(proxy.getPassword())
                                        .build()),
                        proxy.getNonProxyHosts()));
        return selector;
    }

    private DefaultAuthenticationSelector logins() {
        DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
        settings.getServers()
                .forEach(server -> selector.add(
                        server.getId(),
                        new AuthenticationBuilder()
                                .addUsername(server.getUsername())
                                .addPassword(server.getPassword())
                                .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
                                .build()));
        return selector;
    }

    /**
     * The repositories to ask, with the user's mirrors in place of what they mirror. Where two have the same id the first one
     * counts: the user's own.
     */
    List<RemoteRepository> repositories(RepositorySystem system, DefaultRepositorySystemSession session) {
        List<RemoteRepository> repositories = new ArrayList<>();
        activeProfiles()
                .flatMap(profile -> profile.getRepositories().stream())
                .forEach(repository -> repositories.add(
                        new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build()));
        superPomRepositories()
                .forEach(repository -> repositories.add(
                        new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build()));
        return system.newResolutionRepositories(session, repositories);
    }

    /** Those that the settings name as active, else those that are so by default; other conditions are not looked at. */
    private Stream<Profile> activeProfiles() {
        List<Profile> named = settings.getProfiles().stream()
                .filter(profile -> settings.getActiveProfiles().contains(profile.getId()))
                .toList();
        return named.isEmpty()
                ? settings.getProfiles().stream()
                        .filter(profile -> profile.getActivation() != null)
                        .filter(profile -> profile.getActivation().isActiveByDefault())
                : named.stream();
    }

    private static List<org.apache.maven.model.Repository> superPomRepositories() {
        DefaultModelProcessor processor = new DefaultModelProcessor()
                .setModelLocator(new DefaultModelLocator())
                .setModelReader(new DefaultModelReader());
        return new DefaultSuperPomProvider()
                .setModelProcessor(processor)
                .getSuperModel("4.0.0")
                .getRepositories();
    }
}
