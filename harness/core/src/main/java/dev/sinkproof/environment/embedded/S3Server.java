package dev.sinkproof.environment.embedded;

import dev.sinkproof.process.FreePorts;
import dev.sinkproof.process.ManagedProcess;
import dev.sinkproof.process.OpenFiles;
import dev.sinkproof.process.Reaper;
import dev.sinkproof.target.s3.S3Access;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A real S3 server in a process of its own, on loopback: objects are files, multipart uploads and conditional writes work as
 * Amazon's do. Each run has a bucket of its own.
 */
public final class S3Server implements CrashableServer, AutoCloseable {
    /** No secrets: the server listens on loopback and is gone with the run. */
    public static final String ACCESS_KEY_ID = "subject";

    public static final String SECRET_ACCESS_KEY = "subject-secret";

    /** The server writes an object to a file of another name, and renames that file when it has all of it. */
    private static final Pattern UNDER_WAY = Pattern.compile(".*-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Launch launch;
    private final int port;
    private final Closeable withIt;
    private volatile ManagedProcess process;
    /** Whether it was crashed and not started since. */
    private boolean down;

    /** @param withIt is closed with it */
    S3Server(Launch launch, Closeable withIt) throws IOException {
        this.launch = launch;
        this.port = FreePorts.next();
        this.withIt = withIt;
    }

    /**
     * Starts one outside of an environment, for tests of what talks to S3; returns when it answers.
     *
     * @param logs folder of its log
     */
    public static S3Server standalone(Path logs) throws IOException {
        Reaper reaper = Reaper.start();
        try {
            Path temporary = Files.createTempDirectory("sinkproof-s3-");
            reaper.remove(temporary);
            S3Server server = new S3Server(new Launch(logs, temporary, reaper), reaper::close);
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            reaper.close();
            throw e;
        }
    }

    /** Starts it, and returns when it answers. */
    synchronized void start() throws IOException {
        launch();
        awaitReady();
    }

    private void launch() throws IOException {
        Path folder = Files.createDirectories(launch.temporary().resolve("s3"));
        Path config = folder.resolve("s3proxy.properties");
        try (var out = Files.newBufferedWriter(config)) {
            settings(port, data()).store(out, null);
        }
        Path logging = folder.resolve("logback.xml");
        try (InputStream in = S3Server.class.getResourceAsStream("logback.xml")) {
            Files.copy(in, logging, StandardCopyOption.REPLACE_EXISTING);
        }
        process = ManagedProcess.start(
                "S3 server",
                launch.java(launch.s3ServerJars(), "256m")
                        .with(List.of("-Dlogback.configurationFile=" + logging.toUri()))
                        .run("org.gaul.s3proxy.Main", "--properties", config.toString()),
                Map.of(),
                launch.log("s3"),
                launch.reaper());
    }

    /** Kills it; what it acknowledged is in files, and stays. @return what was done, for people */
    @Override
    public synchronized String crash() throws IOException {
        if (down) {
            throw new IOException("the S3 server is down already");
        }
        long pid = process.pid();
        process.pause();
        List<Path> opened = OpenFiles.forWriting(pid);
        process.kill();
        down = true;
        removeHalfWritten(opened);
        return "the S3 server (process " + pid + ") got SIGKILL";
    }

    /** What was not acknowledged is either there or not. A server that is killed would list it for ever, under a name that nobody gave it. */
    private void removeHalfWritten(List<Path> opened) throws IOException {
        Path data = data();
        for (Path file : opened) {
            if (file.startsWith(data)
                    && UNDER_WAY.matcher(file.getFileName().toString()).matches()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path data() throws IOException {
        return Files.createDirectories(launch.temporary().resolve("s3").resolve("data"))
                .toRealPath();
    }

    /** Starts it on the same data and port, without waiting for it; one that is not down is left alone. */
    @Override
    public synchronized void startAgain() throws IOException {
        if (down) {
            launch();
            down = false;
        }
    }

    /** Waits until it answers. @return its process id */
    @Override
    public long awaitReady() throws IOException {
        Patience.await("the S3 server on " + endpoint(), START, process, this::answers);
        return process.pid();
    }

    private static Properties settings(int port, Path data) {
        Properties settings = new Properties();
        settings.put("s3proxy.endpoint", "http://127.0.0.1:" + port);
        settings.put("s3proxy.authorization", "aws-v2-or-v4");
        settings.put("s3proxy.identity", ACCESS_KEY_ID);
        settings.put("s3proxy.credential", SECRET_ACCESS_KEY);
        // What it does not know (tags, for example) is left out instead of refusing the whole request.
        settings.put("s3proxy.ignore-unknown-headers", "true");
        settings.put("jclouds.provider", "filesystem-nio2");
        settings.put("jclouds.identity", "unused");
        settings.put("jclouds.credential", "unused");
        settings.put("jclouds.filesystem.basedir", data.toString());
        return settings;
    }

    /** Any answer will do: without credentials, a refusal is the right one. */
    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint().toURL().openConnection();
            connection.setConnectTimeout((int) ANSWER.toMillis());
            connection.setReadTimeout((int) ANSWER.toMillis());
            return connection.getResponseCode() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The server as the harness itself reaches it, not through a link. */
    public S3Access access() {
        return new S3Access(endpoint(), ACCESS_KEY_ID, SECRET_ACCESS_KEY);
    }

    /** Ends it; what it kept is removed with the environment, or, for one of its own, now. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            process.kill();
        }
        withIt.close();
    }
}
