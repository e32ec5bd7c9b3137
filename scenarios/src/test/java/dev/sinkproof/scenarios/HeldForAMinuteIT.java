package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.LogsFile;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread and a response that are held for a minute: nobody but who is held notices. No watchdog of Connect, no rebalance, no word in
 * the worker's log, and nothing is left behind in the harness or in the worker.
 */
@Tag("full")
class HeldForAMinuteIT {
    private static final long MINUTE_MICROS = 60_000_000;

    /** By an answered commit before it, so that Connect waits for none meanwhile: of one that it waited for it would say that it timed out. */
    private static final String COMMITTED = "c: noop @ offset.commit.ack#2 error=none task=*-0";

    /** Of a thread's name, as the operating system has it: the consumers' and producers' own, the tasks', the agent's. */
    private static final List<String> OWN = List.of("task-thread", "kafka-coordinat", "kafka-producer", "sinkproof");

    @TempDir
    private static Path out;

    private static FaultRun run;

    @BeforeAll
    static void start() throws IOException {
        run = new FaultRun(out, Subjects.bundled("jdbc-exactly-once"), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    @Test
    void aThreadInPut() throws IOException {
        isNoticedByNobodyElse("h: task.hold @ task.put.enter#1 empty=false task=*-0 after c until +60000");
    }

    @Test
    void aResponseOfTheTarget() throws IOException {
        isNoticedByNobodyElse(
                "h: task.hold @ target.ack#1 durable=true outcome=ok table=${target.table} after c until +60000");
    }

    /** The first run shows what stays when nothing is held. */
    private static void isNoticedByNobodyElse(String hold) throws IOException {
        FaultRun.Ended control = run.heldIn(1, COMMITTED);
        assertThat(control.passed().named(EventNames.FAULT_HEALED)).isNotEmpty();
        long worker = worker();
        Map<String, Long> ourThreads = threadsHere();
        Map<String, Long> itsThreads = threadsOf(worker);

        FaultRun.Ended ended = run.heldIn(1, COMMITTED, hold);

        Passed passed = ended.passed();
        TimelineEvent held = passed.passingOf("h");
        TimelineEvent healed = passed.healing("h");
        assertThat(healed.epochMicros() - held.epochMicros()).isGreaterThanOrEqualTo(MINUTE_MICROS);
        List<TimelineEvent> meanwhile = passed.between(held, healed);
        nobodyLeaves(meanwhile);
        theOtherTaskGoesOn(passed, meanwhile, held.task());
        nobodyWarns(ended.directory(), held, healed);
        assertThat(passed.ofTheSameThread(held))
                .as("it goes on where it was")
                .noneMatch(event -> event.epochMicros() < healed.epochMicros())
                .isNotEmpty();
        assertThat(passed.named(FaultPoint.TASK_START.id()))
                .as("by the same task objects")
                .hasSize(2);
        assertThat(passed.count(EventNames.LINK_CLOSED))
                .as("every connection that was opened has ended")
                .isEqualTo(passed.count(FaultPoint.TARGET_CONNECT.id()));
        assertThat(worker()).as("the same worker").isEqualTo(worker);
        noMore(threadsHere(), ourThreads);
        noMore(threadsOf(worker), itsThreads);
    }

    private static void nobodyLeaves(List<TimelineEvent> meanwhile) {
        assertThat(meanwhile)
                .extracting(TimelineEvent::name)
                .doesNotContain(
                        FaultPoint.REBALANCE_REVOKED.id(),
                        FaultPoint.REBALANCE_LOST.id(),
                        FaultPoint.REBALANCE_ASSIGNED.id(),
                        FaultPoint.TASK_CLOSE.id(),
                        FaultPoint.TASK_STOP.id(),
                        EventNames.LINK_CLOSED,
                        EventNames.AGENT_DISCONNECTED,
                        EventNames.OBSERVATION_PROBLEM,
                        EventNames.EVENTS_DROPPED);
    }

    /** Threads that pools keep for a while may have ended meanwhile. */
    private static void noMore(Map<String, Long> now, Map<String, Long> before) {
        assertThat(now)
                .allSatisfy((name, count) -> assertThat(count)
                        .as("%s, before: %s", name, before)
                        .isLessThanOrEqualTo(before.getOrDefault(name, 0L)));
    }

    /** Whose response is held is not known on the link: it is the task of which nothing is heard. */
    private static void theOtherTaskGoesOn(Passed passed, List<TimelineEvent> meanwhile, String held) {
        Set<String> silent = new TreeSet<>(tasks(passed.named(FaultPoint.TASK_START.id())));
        silent.removeAll(tasks(meanwhile));
        assertThat(silent).as("%s", passed.told()).hasSize(1);
        assertThat(held).isIn(null, silent.iterator().next());
        assertThat(meanwhile)
                .filteredOn(event -> event.name().equals(FaultPoint.OFFSET_COMMIT_ACK.id()))
                .isNotEmpty()
                .allMatch(event -> event.attributes().get("error").equals("none"));
    }

    /** Of which control went through a fault point. */
    private static Set<String> tasks(List<TimelineEvent> events) {
        return events.stream()
                .filter(event -> FaultPoint.byId(event.name()).isPresent())
                .map(TimelineEvent::task)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static void nobodyWarns(Path directory, TimelineEvent held, TimelineEvent healed) throws IOException {
        assertThat(LogsFile.read(directory.resolve("logs.jsonl")).lines())
                .filteredOn(
                        line -> line.epochMicros() > held.epochMicros() && line.epochMicros() < healed.epochMicros())
                .isEmpty();
    }

    private static long worker() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> commandLine(child).contains("ConnectDistributed"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    /** Java's own answer is none when it is long. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Map<String, Long> threadsHere() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "N"))
                .filter(name -> name.startsWith("link-") || name.startsWith("sinkproof-"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> threadsOf(long pid) throws IOException {
        Map<String, Long> threads = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm")).trim();
                if (OWN.stream().anyMatch(name::startsWith)) {
                    threads.merge(name, 1L, Long::sum);
                }
            }
        }
        return threads;
    }
}
