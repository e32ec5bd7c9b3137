package dev.sinkproof.environment.embedded;

import dev.sinkproof.artifact.ArtifactException;
import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.environment.connect.OperatorControl;
import dev.sinkproof.evidence.SchemaVersion;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.fault.BrokerControl;
import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.ConnectControl;
import dev.sinkproof.fault.FaultEngine;
import dev.sinkproof.fault.GroupControl;
import dev.sinkproof.fault.KafkaRequests;
import dev.sinkproof.fault.PluginControl;
import dev.sinkproof.fault.SourceControl;
import dev.sinkproof.fault.TargetControl;
import dev.sinkproof.fault.TargetLinks;
import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.fault.TargetReader;
import dev.sinkproof.fault.WorkerControl;
import dev.sinkproof.fault.agent.AgentGateway;
import dev.sinkproof.fault.agent.AgentJar;
import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.link.Link;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.process.FreeMemory;
import dev.sinkproof.process.Reaper;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.workload.ConverterFormat;
import dev.sinkproof.workload.RecordFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A real broker, real workers with the agent, and the targets that the subjects need behind a link for each worker: all processes of their
 * own on loopback. Whatever happens to the harness, none of them outlives it.
 */
public final class EmbeddedEnvironment implements Environment {
    public static final String ID = "embedded";

    /** Measured with two workers and PostgreSQL: 650, and what a connector itself needs. */
    private static final long MEMORY_MIB = 900;

    private final RunRouter router = new RunRouter();
    private final Workers workers = new Workers(this::newWorker, router);
    /** By kind of target. */
    private final Map<String, WorkerLinks> links = new ConcurrentHashMap<>();
    /** Kind of the target of the run that is on, whose links faults mean; null before the first. */
    private volatile String target;

    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final Consumer<String> progress;
    private final List<String> workerOptions;
    private HushedLogs hushedLogs;
    private CompletableFuture<Void> starting = CompletableFuture.completedFuture(null);
    private Launch launch;
    private KafkaBroker broker;
    private EmbeddedTargets targets;
    /** Null where no subject speaks of one. */
    private SchemaRegistry registry;

    /** By where they come from. */
    private final Map<List<String>, PluginLoader> converters = new HashMap<>();

    private PluginPath plugins;
    private AgentGateway gateway;
    private SourceLog sourceLog;
    private ProxiedRequests requests;
    private ForeignMembers members;

    private EmbeddedEnvironment(Consumer<String> progress, List<String> workerOptions) {
        this.progress = progress;
        this.workerOptions = workerOptions;
    }

    /**
     * Starts everything with one worker, and returns when all of it answers.
     *
     * @param subjects connectors that the workers must know
     * @param logs folder of every process's log
     * @param progress is told what is being waited for
     * @throws EnvironmentException when something the user can mend is in the way
     * @throws ArtifactException when a plugin or a jar cannot be had
     */
    public static EmbeddedEnvironment start(Collection<SubjectSpec> subjects, Path logs, Consumer<String> progress)
            throws IOException {
        return start(subjects, logs, Path.of(System.getProperty("java.io.tmpdir")), progress, List.of());
    }

    /**
     * As {@link #start(Collection, Path, Consumer)}, with what only some tests want otherwise.
     *
     * @param temporaryParent where its temporary folder is made
     * @param workerOptions options of the workers' JVMs; they come last, and so before its own
     */
    public static EmbeddedEnvironment start(
            Collection<SubjectSpec> subjects,
            Path logs,
            Path temporaryParent,
            Consumer<String> progress,
            List<String> workerOptions)
            throws IOException {
        EmbeddedEnvironment environment = new EmbeddedEnvironment(progress, workerOptions);
        try {
            environment.startAll(subjects, logs, temporaryParent);
            return environment;
        } catch (IOException | RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    private void startAll(Collection<SubjectSpec> subjects, Path logs, Path temporaryParent) throws IOException {
        EmbeddedTargets.refuseUnknown(subjects);
        hushedLogs = new HushedLogs(subjects);
        requireMemory(FreeMemory.ofThisMachine().mebibytes());
        Reaper reaper = keep(Reaper.start());
        Path temporary = Files.createTempDirectory(temporaryParent, "sinkproof-");
        reaper.remove(temporary);
        launch = new Launch(logs, temporary, reaper);
        progress.accept("plugins and class paths");
        plugins = new PluginPath(launch);
        plugins.install(subjects);
        new ClassArchiveTraining(launch, progress).makeMissing();
        gateway = keep(AgentGateway.open(router, router));
        progress.accept("starting Kafka, Connect and "
                + subjects.stream().map(SubjectSpec::target).distinct().collect(Collectors.joining(", ")));
        broker = new KafkaBroker(launch, temporary.resolve("broker"), new KafkaProxyNotes(router));
        targets = keep(EmbeddedTargets.of(subjects, launch, router));
        if (SchemaRegistry.isWanted(subjects)) {
            progress.accept("starting the schema registry; the first time, Maven fetches it (140 MB)");
            registry = keep(new SchemaRegistry(launch));
        }
        starting = CompletableFuture.runAsync(() -> unchecked(this::startServers));
        broker.start();
        ConnectWorker first = workers.number(1);
        first.start();
        broker.awaitReady();
        sourceLog = keep(new SourceLog(broker.bootstrapServers()));
        requests = new ProxiedRequests(broker.proxy());
        members = new ForeignMembers(broker.bootstrapServers(), ConnectWorker.testedSettings());
        keep(members::leaveAll);
        join(starting);
        first.awaitReady();
    }

    private void startServers() throws IOException {
        targets.start();
        if (registry != null) {
            registry.start();
        }
    }

    /** The kernel would kill a process somewhere in the middle, and nobody would know why. */
    static void requireMemory(OptionalLong free) {
        if (free.orElse(Long.MAX_VALUE) < MEMORY_MIB) {
            throw new EnvironmentException("only " + free.getAsLong()
                    + " MiB of memory are free, but Kafka, two Connect workers and the target need " + MEMORY_MIB
                    + ". End what else runs, or give the machine or container more");
        }
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        synchronized (closeables) {
            closeables.push(closeable);
        }
        return closeable;
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void unchecked(Io io) {
        try {
            io.run();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void join(CompletableFuture<Void> future) throws IOException {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    private ConnectWorker newWorker(String name) throws IOException {
        Map<String, String> ports = targets.openLinks((kind, target) -> {
            Link link = keep(Link.open(name, target.address(), target.protocol(), router, router));
            links.computeIfAbsent(kind, unused -> new WorkerLinks()).add(name, link);
            return link;
        });
        return new ConnectWorker(
                name, launch, broker.proxy().bootstrapServers(), plugins::folder, options(name), ports);
    }

    private List<String> options(String worker) {
        List<String> options = new ArrayList<>(workerOptions);
        options.add(gateway.jvmOption(AgentJar.locate(), worker));
        return options;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public ConnectRest connect() {
        return workers.rest();
    }

    @Override
    public SourceLog sourceLog() {
        return sourceLog;
    }

    @Override
    public void ensureWorkers(int count) throws IOException {
        plugins.restore();
        workers.ensure(count);
    }

    @Override
    public void beginWorkers(int count) throws IOException {
        workers.begin(count);
    }

    @Override
    public Map<String, Path> workerLogs() {
        return workers.logs();
    }

    @Override
    public Set<Capability> offers() {
        Set<Capability> offers = EnumSet.allOf(Capability.class);
        if (!targets.controllable()) {
            offers.remove(Capability.TARGET);
        }
        if (!targets.readable()) {
            offers.remove(Capability.TARGET_READER);
        }
        return offers;
    }

    @Override
    public BrokerControl broker() {
        return new BrokerOperations(broker, router);
    }

    @Override
    public KafkaRequests kafkaRequests() {
        return requests;
    }

    @Override
    public GroupControl group() {
        return members;
    }

    @Override
    public SourceControl source() {
        return new SourceOperations(sourceLog, bootstrapServers());
    }

    @Override
    public TargetLinks links() {
        return target == null ? links.values().iterator().next() : links.get(target);
    }

    @Override
    public WorkerControl workers() {
        return workers;
    }

    @Override
    public ConnectControl connector() {
        return new OperatorControl(workers::rest, sourceLog);
    }

    @Override
    public PluginControl plugins() {
        return plugins;
    }

    @Override
    public TargetProcess targetProcess() {
        return targets.process(target);
    }

    @Override
    public TargetControl target() {
        return targets.control(target);
    }

    @Override
    public TargetReader reader() {
        return targets.reader(target);
    }

    @Override
    public void attach(FaultEngine engine, TimelineRecorder timeline) throws IOException {
        links.values().forEach(WorkerLinks::countAnew);
        router.attach(engine, timeline);
        arm(engine.armedPoints());
    }

    @Override
    public void detach() throws IOException {
        router.detach();
        links.values().forEach(WorkerLinks::heal);
        requests.heal();
        members.leaveAll();
        arm(Set.of());
    }

    private void arm(Set<FaultPoint> points) throws IOException {
        Set<FaultPoint> inWorkers = points.stream()
                .filter(point -> !point.onTargetLink())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultPoint.class)));
        try {
            gateway.arm(inWorkers);
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fault points were armed");
        }
    }

    @Override
    public Map<String, String> placeholders(String runId) {
        Map<String, String> placeholders = new TreeMap<>(targets.placeholders(runId));
        if (registry != null) {
            placeholders.putAll(registry.placeholders());
        }
        return placeholders;
    }

    @Override
    public RecordFormat recordFormat(SubjectSpec subject, Map<String, String> config) throws IOException {
        if (ConverterFormat.classes(config).isEmpty()) {
            return RecordFormat.JSON;
        }
        List<String> from = PluginPath.convertersOf(subject);
        PluginLoader loader = converters.get(from);
        if (loader == null) {
            loader = keep(new PluginLoader(plugins.installedJars(from)));
            converters.put(from, loader);
        }
        return ConverterFormat.of(config, loader);
    }

    @Override
    public List<SchemaVersion> schemas(List<String> topics) throws IOException {
        return registry == null ? List.of() : registry.versions(topics);
    }

    @Override
    public void removeSchemas(List<String> topics) throws IOException {
        if (registry != null) {
            registry.remove(topics);
        }
    }

    @Override
    public TargetSession openTarget(SubjectSpec subject, String runId, List<String> tables) throws IOException {
        target = subject.target();
        return targets.of(subject).open(runId, tables);
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("kafka", Versions.kafka());
        facts.put("connect", Versions.kafka());
        facts.put("target", targets.description());
        if (registry != null) {
            facts.put("registry", registry.description());
        }
        facts.put("java", Runtime.version().toString());
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return facts;
    }

    @Override
    public Map<String, String> testedSettings() {
        Map<String, String> settings = GroupTimings.tested();
        settings.putAll(ConnectWorker.testedSettings());
        return settings;
    }

    @Override
    public Map<String, String> settingsBesides(Map<String, String> connector) {
        return GroupTimings.besides(connector);
    }

    /** Ends every process at once: nothing that they would still do is wanted. The reaper, opened first, is closed last. */
    @Override
    public void close() {
        quietly(workers::killAll);
        if (broker != null) {
            quietly(broker::stop);
        }
        // A server that is still starting would come up after the reaper had gone.
        starting.handle((started, failure) -> null).join();
        synchronized (closeables) {
            while (!closeables.isEmpty()) {
                quietly(closeables.pop());
            }
        }
        // Now nobody writes to them any more.
        if (launch != null) {
            quietly(() -> hushedLogs.hush(launch.logs()));
        }
    }

    /** What fails here is what the reaper, which is closed last, ends all the same. */
    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            System.getLogger(EmbeddedEnvironment.class.getName())
                    .log(System.Logger.Level.WARNING, "while the environment was closed", e);
        }
    }
}
