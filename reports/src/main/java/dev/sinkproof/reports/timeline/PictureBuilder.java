package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.text.SafeText;
import dev.sinkproof.reports.timeline.Picture.Bar;
import dev.sinkproof.reports.timeline.Picture.FaultLine;
import dev.sinkproof.reports.timeline.Picture.Lane;
import dev.sinkproof.reports.timeline.Picture.Mark;
import dev.sinkproof.reports.timeline.Picture.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lays one picture out. */
final class PictureBuilder {
    private static final int WIDTH = 1160;
    private static final int LEFT = 148;
    private static final int RIGHT = WIDTH - 14;
    private static final int PHASE_ROW = 18;
    /** Phases have a larger font than labels in lanes. */
    private static final double PHASE_FONT = 0.82;

    private static final int FAULT_ROW = 19;
    private static final int FAULT_ROWS_MAX = 4;
    private static final int AXIS = 30;
    private static final int LANE_NAME_CHARS_MAX = 23;
    /** Characters kept at the end of a text that is shortened. */
    private static final int ENDING_CHARS = 6;

    private static final int FAULT_CHARS_MAX = 90;
    private static final int GROUP_SPACE = 8;
    /** Where the label of a worker's life begins: behind the mark for its event. */
    private static final int LIFE_LABEL = 14;
    /** A bar is never narrower, or nobody sees it. */
    private static final double BAR_WIDTH_MIN = 1.5;

    /** Space below a chart's zero. */
    private static final int CHART_FOOT = 5;

    private static final int OWNER_TINTS = 3;

    private static final Set<String> NOT_IN_LANES =
            Set.of(EventNames.PHASE, EventNames.FAULT_FIRED, EventNames.FAULT_HEALED, EventNames.SOURCE_PRODUCED);

    private final CaseResult result;
    private final Window window;
    private final Map<Long, String> anchors;
    private final List<TimelineEvent> all;
    private final List<TimelineEvent> events;
    private final LaneKey.Commits commits;
    private final TimeScale scale;
    private final Map<Integer, List<Ownership>> owners;
    private final Map<String, List<TaskState>> states;
    private final List<String> workers;
    private int collapsed;

    PictureBuilder(CaseResult result, Window window, Map<Long, String> anchors) {
        this.result = result;
        this.window = window;
        this.anchors = anchors;
        this.all = result.timeline().stream()
                .sorted(Comparator.comparingLong(TimelineEvent::epochMicros).thenComparingLong(TimelineEvent::sequence))
                .toList();
        this.events = all.stream().filter(window::contains).toList();
        // A close-up is about whether anything was committed, not about which partition.
        this.commits = commits();
        this.scale = scale();
        this.owners = Ownership.of(all, window.to());
        this.states = TaskState.of(all, window.to());
        this.workers = all.stream()
                .map(LaneKey::worker)
                .filter(worker -> !worker.isEmpty())
                .distinct()
                .sorted(Human.natural())
                .toList();
    }

    private LaneKey.Commits commits() {
        boolean many = result.plan().workload().partitions() > LaneKey.PARTITION_LANES_MAX;
        if (window.closeUp() || many) {
            return LaneKey.Commits.IN_ONE_LANE;
        }
        return measuredPartitions().isEmpty() ? LaneKey.Commits.BY_PARTITION : LaneKey.Commits.IN_CHARTS;
    }

    /** Partitions whose commits were followed over time. */
    private List<Integer> measuredPartitions() {
        return IntStream.range(
                        0,
                        Math.min(
                                LaneKey.PARTITION_LANES_MAX,
                                result.plan().workload().partitions()))
                .filter(partition ->
                        result.series(Series.COMMITTED, "p" + partition).isPresent())
                .boxed()
                .toList();
    }

    private TimeScale scale() {
        if (!window.closeUp()) {
            return TimeScale.linear(window.from(), window.to(), LEFT, RIGHT);
        }
        List<Long> times = events.stream().map(TimelineEvent::epochMicros).toList();
        return TimeScale.broken(times, window.from(), window.to(), LEFT, RIGHT);
    }

    Picture build() {
        List<FaultLine> faults = faults();
        int faultRows = faults.stream()
                .mapToInt(line -> line.labelY() / FAULT_ROW + 1)
                .max()
                .orElse(0);
        int top = PHASE_ROW + faultRows * FAULT_ROW + 6;
        List<Lane> lanes = lanes(top);
        int bottom = lanes.isEmpty()
                ? top
                : lanes.get(lanes.size() - 1).y() + lanes.get(lanes.size() - 1).height();
        return new Picture(
                window.title(),
                description(lanes),
                WIDTH,
                bottom + AXIS,
                LEFT,
                top,
                bottom,
                phases(),
                faults.stream().map(line -> shifted(line, PHASE_ROW + 13)).toList(),
                lanes,
                scale.ticks(window.origin()),
                scale.gaps(),
                events.size(),
                collapsed,
                window.closeUp() ? null : new Picture.Zoom(window.from(), window.to(), window.origin(), RIGHT));
    }

    private String description(List<Lane> lanes) {
        String faults = result.faults().stream()
                .filter(fault -> fault.firedAtMicros() > 0)
                .map(fault -> fault.fault().kind() + " fired at " + Human.timeOfDay(fault.firedAtMicros()))
                .collect(Collectors.joining("; "));
        return window.title() + ", " + Human.timeOfDay(window.from()) + " to " + Human.timeOfDay(window.to())
                + " UTC. Lanes: " + lanes.stream().map(Lane::label).collect(Collectors.joining(", ")) + ". "
                + (faults.isEmpty() ? "No fault fired." : "Faults: " + faults + ".")
                + " The list of events below the picture says the same in words.";
    }

    // ---- phases

    private List<Phase> phases() {
        List<TimelineEvent> begins = all.stream()
                .filter(event -> event.name().equals(EventNames.PHASE))
                .toList();
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < begins.size(); i++) {
            long from = begins.get(i).epochMicros();
            long to = i + 1 < begins.size() ? begins.get(i + 1).epochMicros() : window.to();
            if (window.overlaps(from, to)) {
                phases.add(phase(begins.get(i), from, to, i % 2 == 1));
            }
        }
        return phases;
    }

    private Phase phase(TimelineEvent begin, long from, long to, boolean odd) {
        String name = begin.attributes().getOrDefault("phase", "phase");
        double x = scale.x(from);
        double width = scale.x(to) - x;
        String tooltip =
                "phase " + name + " from " + Human.timeOfDay(from) + " for " + Human.millis((to - from) / 1000);
        return new Phase(x, width, Crowd.fits(name, width * PHASE_FONT) ? name : "", tooltip, odd);
    }

    // ---- faults

    /** Lines with their labels' rows in {@code labelY}, counted from zero in steps of a row. */
    private List<FaultLine> faults() {
        List<FaultLine> lines = new ArrayList<>();
        List<FaultOutcome> fired = result.faults().stream()
                .filter(fault -> fault.firedAtMicros() > 0)
                .filter(fault -> window.overlaps(fault.firedAtMicros(), endOf(fault)))
                .sorted(Comparator.comparingLong(FaultOutcome::firedAtMicros))
                .toList();
        for (int i = 0; i < fired.size(); i++) {
            lines.add(fault(fired.get(i), i % FAULT_ROWS_MAX));
        }
        return lines;
    }

    private static long endOf(FaultOutcome fault) {
        return Math.max(fault.firedAtMicros(), fault.healedAtMicros());
    }

    private FaultLine fault(FaultOutcome fault, int row) {
        double x = scale.x(fault.firedAtMicros());
        double width = scale.x(endOf(fault)) - x;
        boolean labelLeft = x > LEFT + (RIGHT - LEFT) * 0.62;
        String label = shortened(Describe.fault(fault.fault()), FAULT_CHARS_MAX);
        String healed = fault.healedAtMicros() == 0
                ? ""
                : ", healed after " + Human.millis((fault.healedAtMicros() - fault.firedAtMicros()) / 1000);
        String tooltip = Describe.fault(fault.fault()) + " · fired " + Human.timeOfDay(fault.firedAtMicros()) + healed
                + " · " + fault.detail();
        return new FaultLine(
                x,
                width,
                labelLeft ? x - 7 : x + 7,
                row * FAULT_ROW,
                labelLeft,
                label,
                tooltip,
                anchors.get(fault.event()));
    }

    private static FaultLine shifted(FaultLine line, int by) {
        return new FaultLine(
                line.x(),
                line.bandWidth(),
                line.labelX(),
                line.labelY() + by,
                line.labelLeft(),
                line.label(),
                line.tooltip(),
                line.anchor());
    }

    // ---- lanes

    private List<Lane> lanes(int top) {
        Map<LaneKey, List<PutCall>> puts =
                PutCall.pair(all).stream().collect(Collectors.groupingBy(call -> key(call.enter())));
        Map<String, List<WorkerLife>> lives = WorkerLife.of(all, window.to());
        List<Lane> lanes = new ArrayList<>();
        int y = top;
        LaneKey before = null;
        for (Map.Entry<LaneKey, List<TimelineEvent>> entry : byLane().entrySet()) {
            LaneKey key = entry.getKey();
            boolean group = before != null && !sameGroup(before, key);
            y += group ? GROUP_SPACE : 0;
            Crowd crowd = crowd(key, entry.getValue(), puts.getOrDefault(key, List.of()));
            lanes.add(lane(key, group, y, bars(key, lives, crowd), crowd));
            y += key.height();
            before = key;
        }
        return lanes;
    }

    private LaneKey key(TimelineEvent event) {
        return LaneKey.of(event, commits).get(0);
    }

    private Crowd crowd(LaneKey key, List<TimelineEvent> inLane, List<PutCall> puts) {
        Crowd crowd = new Crowd();
        crowd.addBars(putBars(puts));
        boolean told = key.kind() == LaneKey.Kind.PARTITION || key.kind() == LaneKey.Kind.STATUS;
        crowd.addMarks(told ? proofs(inLane) : marks(inLane));
        collapsed += crowd.collapsed();
        return crowd;
    }

    /** In lanes whose bars or lines already tell of every event, only what proves an anomaly is marked. */
    private List<Mark> proofs(List<TimelineEvent> inLane) {
        return marks(inLane.stream()
                .filter(event -> anchors.containsKey(event.sequence()))
                .toList());
    }

    private List<Bar> bars(LaneKey key, Map<String, List<WorkerLife>> lives, Crowd crowd) {
        return switch (key.kind()) {
            case PROCESS -> lifeBars(key.worker(), lives.getOrDefault(key.worker(), List.of()));
            case PARTITION -> ownerBars(key);
            case STATUS -> statusBars(key);
            default -> crowd.bars();
        };
    }

    private List<Bar> ownerBars(LaneKey key) {
        int partition = Integer.parseInt(key.name().substring(1));
        return owners.getOrDefault(partition, List.of()).stream()
                .filter(owned -> window.overlaps(owned.from(), owned.to()))
                .map(this::ownerBar)
                .toList();
    }

    private Bar ownerBar(Ownership owned) {
        String who = owned.worker() + " · task " + taskNumber(owned.task());
        String tooltip =
                (owned.shared() ? "owned at the same time as by another: " : "owned by ") + owned.worker() + ", task "
                        + owned.task() + ", from " + Human.timeOfDay(owned.from()) + " for "
                        + Human.millis((owned.to() - owned.from()) / 1_000);
        int tint = Math.floorMod(workers.indexOf(owned.worker()), OWNER_TINTS);
        return span(owned.from(), owned.to(), owned.shared() ? "own clash" : "own own" + tint, who, tooltip);
    }

    private static String taskNumber(String task) {
        return task.substring(task.lastIndexOf('-') + 1);
    }

    private List<Bar> statusBars(LaneKey key) {
        return states.getOrDefault(key.name(), List.of()).stream()
                .filter(state -> window.overlaps(state.from(), state.to()))
                .map(state -> span(
                        state.from(),
                        state.to(),
                        "state " + state.style(),
                        state.state(),
                        Describe.tooltip(state.event())))
                .toList();
    }

    private Bar span(long from, long to, String style, String label, String tooltip) {
        double x = scale.x(from);
        double width = Math.max(BAR_WIDTH_MIN, scale.x(to) - x);
        double room = Math.min(width, scale.room(x));
        return new Bar(x, width, style, Crowd.fits(label, room) ? label : "", 4, tooltip, null);
    }

    // ---- charts

    private Chart chart(LaneKey key, int y) {
        int top = y + key.chartTop();
        int bottom = y + key.height() - CHART_FOOT;
        return switch (key.kind()) {
            case PARTITION -> partitionChart(key, top, bottom);
            case CHART, FLAT_CHART -> Measured.ofLane(key.name()).chart(result, scale, top, bottom);
            default -> null;
        };
    }

    private Chart partitionChart(LaneKey key, int top, int bottom) {
        List<Chart.Drawn> drawn = new ArrayList<>();
        result.series(Series.DURABLE, key.name())
                .ifPresent(series -> drawn.add(new Chart.Drawn("durable", "durable below offset", series)));
        result.series(Series.DURABLE_HIGHEST, key.name())
                .ifPresent(series -> drawn.add(new Chart.Drawn("durable", "highest durable offset", series)));
        result.series(Series.COMMITTED, key.name())
                .ifPresent(series -> drawn.add(new Chart.Drawn("committed", "committed offset", series)));
        return drawn.isEmpty() ? null : Chart.of(drawn, scale, top, bottom, Human::count);
    }

    private Lane lane(LaneKey key, boolean group, int y, List<Bar> bars, Crowd crowd) {
        String kind = key.kind() == LaneKey.Kind.FLAT_CHART
                ? "chart"
                : key.kind().name().toLowerCase(Locale.ROOT);
        return new Lane(
                kind,
                // Connect puts the connector's name before a task's number, and here there is but one connector.
                shortened(key.label().replace(result.plan().runId() + "-", ""), LANE_NAME_CHARS_MAX),
                group,
                y,
                key.height(),
                y + key.barsTop(),
                key.barsHeight(),
                y + key.marksMiddle(),
                y + key.nameBaseline(),
                List.copyOf(bars),
                List.copyOf(crowd.crowds()),
                List.copyOf(crowd.marks()),
                window.closeUp() ? "" : crowd.fine(),
                window.closeUp() ? null : chart(key, y));
    }

    /** Where there is little room; keeps the end, since that is where tasks have their numbers. */
    private static String shortened(String text, int charsMax) {
        int[] points = SafeText.of(text).codePoints().toArray();
        int head = charsMax - ENDING_CHARS - 1;
        return points.length <= charsMax
                ? new String(points, 0, points.length)
                : new String(points, 0, head) + "…" + new String(points, points.length - ENDING_CHARS, ENDING_CHARS);
    }

    private static boolean sameGroup(LaneKey one, LaneKey other) {
        return one.worker().equals(other.worker()) && (!one.worker().isEmpty() || one.kind() == other.kind());
    }

    private Map<LaneKey, List<TimelineEvent>> byLane() {
        Map<LaneKey, List<TimelineEvent>> byLane = new TreeMap<>();
        // That nothing was committed is worth seeing: lanes for commits are there even when they are empty.
        all.stream()
                .filter(event -> event.name().equals(EventNames.OFFSET_COMMITTED))
                .flatMap(event -> LaneKey.of(event, commits).stream())
                .forEach(key -> byLane.put(key, new ArrayList<>()));
        addMeasured(byLane);
        for (TimelineEvent event : events) {
            if (NOT_IN_LANES.contains(event.name())) {
                continue;
            }
            for (LaneKey key : LaneKey.of(event, commits)) {
                byLane.computeIfAbsent(key, lane -> new ArrayList<>()).add(event);
                if (!key.worker().isEmpty()) {
                    byLane.computeIfAbsent(LaneKey.process(key.worker()), lane -> new ArrayList<>());
                }
            }
        }
        return byLane;
    }

    private void addMeasured(Map<LaneKey, List<TimelineEvent>> byLane) {
        if (window.closeUp()) {
            return;
        }
        if (commits == LaneKey.Commits.IN_CHARTS) {
            measuredPartitions().forEach(partition -> byLane.put(LaneKey.partition(partition), new ArrayList<>()));
        }
        Stream.of(Measured.values())
                .filter(measured -> measured.in(result))
                .forEach(measured -> byLane.put(LaneKey.chart(measured, measured.flat(result)), new ArrayList<>()));
    }

    private List<Bar> lifeBars(String worker, List<WorkerLife> lives) {
        return lives.stream()
                .filter(life -> window.overlaps(life.from(), life.to()))
                .map(life -> lifeBar(worker, life))
                .toList();
    }

    private Bar lifeBar(String worker, WorkerLife life) {
        double x = scale.x(life.from());
        double width = scale.x(life.to()) - x;
        String word = life.up() ? "up" : "down " + Human.millis((life.to() - life.from()) / 1_000);
        double room = Math.min(width, scale.room(x)) - LIFE_LABEL;
        String tooltip = worker + " " + (life.up() ? "up" : "down") + " from " + Human.timeOfDay(life.from()) + " for "
                + Human.millis((life.to() - life.from()) / 1_000);
        return new Bar(
                x, width, life.up() ? "up" : "down", Crowd.fits(word, room) ? word : "", LIFE_LABEL, tooltip, null);
    }

    private List<Crowd.Weighted> putBars(List<PutCall> calls) {
        List<PutCall> shown = calls.stream()
                .filter(call -> window.overlaps(call.from(), call.to()))
                .sorted(Comparator.comparingLong(PutCall::from))
                .toList();
        List<Crowd.Weighted> bars = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            double next = i + 1 < shown.size() ? scale.x(shown.get(i + 1).from()) : RIGHT;
            bars.add(new Crowd.Weighted(putBar(shown.get(i), next), shown.get(i).records()));
        }
        return bars;
    }

    /** A bar with its offsets inside, or behind it where there is room up to {@code next}, or nowhere. */
    private Bar putBar(PutCall call, double next) {
        double x = scale.x(call.from());
        double width = Math.max(BAR_WIDTH_MIN, scale.x(call.to()) - x);
        String anchor = anchors.getOrDefault(call.enter().sequence(), anchors.get(call.exit()));
        String offsets = Describe.spans(call.enter().spans());
        String style =
                switch (call.end()) {
                    case RETURNED -> call.records() == 0 ? "put empty" : "put";
                    case KILLED -> "put cut";
                    case UNKNOWN -> "put unknown";
                };
        double end = x + width;
        boolean behind = Crowd.fits(offsets, Math.min(next - end, scale.room(end)));
        String label = behind || Crowd.fits(offsets, width)
                ? offsets
                : Describe.begin(call.enter().spans());

        boolean inside = Crowd.fits(label, width);

        return new Bar(
                x,
                width,
                style,
                inside || behind ? label : "",
                inside ? 4 : (int) width + 4,
                putTooltip(call, offsets),
                anchor);
    }

    private static String putTooltip(PutCall call, String offsets) {
        String end =
                switch (call.end()) {
                    case RETURNED -> "returned after " + millis(call.to() - call.from());
                    case KILLED -> "never returned: the worker was gone after " + millis(call.to() - call.from());
                    case UNKNOWN -> "its end is not among the events kept";
                };
        return "put · " + (offsets.isEmpty() ? "no records" : offsets) + " · " + Human.timeOfDay(call.from()) + " · "
                + end;
    }

    private static String millis(long micros) {
        return micros < 10_000 ? Human.relative(micros, 10).replace("+", "") : Human.millis(micros / 1_000);
    }

    private List<Mark> marks(List<TimelineEvent> inLane) {
        return inLane.stream()
                .filter(event -> !PutCall.part(event))
                .map(event -> new Mark(
                        scale.x(event.epochMicros()),
                        Shape.of(event),
                        Describe.tooltip(event),
                        anchors.get(event.sequence())))
                .toList();
    }
}
