package dev.sinkproof.environment.embedded;

import dev.sinkproof.kafka.proxy.NoRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the archives that are missing: a broker and a worker of their own start, answer and end in order, and write down at
 * their end which classes they had loaded. Takes some fifteen seconds, once for each class path and Java.
 */
final class ClassArchiveTraining {
    /** Writing an archive takes seconds, on a busy machine many. */
    private static final Duration END = Duration.ofMinutes(2);

    private final Launch launch;
    private final Consumer<String> progress;

    ClassArchiveTraining(Launch launch, Consumer<String> progress) {
        this.launch = launch;
        this.progress = progress;
    }

    /**
     * Returns when there is an archive for both, or a reason why there is none: without one everything works, only slower.
     *
     * @throws IOException when the broker or the worker does not come up, as it would not without an archive either
     */
    void makeMissing() throws IOException {
        ClassArchives archives = launch.archives();
        List<Path> broker = launch.brokerJars();
        List<Path> worker = launch.workerJars();
        archives.touch(broker);
        archives.touch(worker);
        if (!archives.lacks(broker) && !archives.lacks(worker)) {
            return;
        }
        progress.accept("making class archives, once, so that Kafka and Connect start faster from now on");
        Path folder = Files.createDirectories(launch.temporary().resolve("training"));
        Launch training = launch.writingArchives(folder);
        run(training, folder);
        keep("the broker", broker, training.archive(broker));
        keep("workers", worker, training.archive(worker));
        Folders.delete(folder);
    }

    private static void run(Launch training, Path folder) throws IOException {
        KafkaBroker broker = new KafkaBroker(training, folder.resolve("broker"), new NoRules());
        try {
            broker.start();
            broker.awaitReady();
            Path plugins = Files.createDirectories(folder.resolve("plugins"));
            ConnectWorker worker = new ConnectWorker(
                    "training", training, broker.bootstrapServers(), () -> plugins, List.of(), Map.of());
            worker.start();
            try {
                worker.awaitReady();
                worker.requestStop();
            } finally {
                worker.awaitStopped(END);
            }
            broker.shutDown(END);
        } finally {
            broker.stop();
        }
    }

    private void keep(String whose, List<Path> classPath, Path written) throws IOException {
        if (Files.isRegularFile(written)) {
            launch.archives().keep(classPath, written);
            return;
        }
        String reason = "This Java has written no class archive for " + whose + "; " + launch.log("training")
                + " or broker.log beside it says why.";
        progress.accept(reason + " They start slower without one, and nothing else changes.");
        launch.archives().keepNone(classPath, reason);
    }
}
