package dev.sinkproof.fault;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Occurrence;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.subject.NearestName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a fault as people write it on one line.
 *
 * <pre>
 * [ID:] KIND [SETTING=VALUE]… [@] TRIGGER [until TRIGGER]
 * TRIGGER: POINT[#N | #firstN | #everyN] [ATTRIBUTE=VALUE]… [after ID[.healed]]
 *        | [after ID[.healed]] [+MILLIS]
 * </pre>
 *
 * For example {@code worker.kill recovery=takeover @ target.ack#3 durable=true}, or {@code worker.pause @ task.put.enter#2 until
 * rebalance.assigned worker=worker-2}. Values with spaces stand in double quotes.
 */
public final class FaultText {
    /** How it is written, for help and errors. */
    public static final String GRAMMAR = "[ID:] KIND [setting=value]… @ POINT[#N|#firstN|#everyN] [attribute=value]…"
            + " [after ID[.healed]] [+MILLIS] [until …]";

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern POINT = Pattern.compile("([A-Za-z.]+)(?:#(first|every)?(\\d{1,9}))?");
    private static final String UNTIL = "until";
    private static final String AFTER = "after";

    private final String text;
    private final Deque<String> words = new ArrayDeque<>();

    private FaultText(String text) {
        this.text = text;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group().replace("\"", ""));
        }
    }

    /**
     * Reads one fault.
     *
     * @param number its place among the faults, which names it when it has no id of its own
     * @throws InvalidFaultException naming the text, what is wrong in it, and how it is written
     */
    public static FaultSpec parse(String text, int number) {
        return new FaultText(text).fault(number);
    }

    private FaultSpec fault(int number) {
        String id = "fault-" + number;
        if (!words.isEmpty() && words.peek().endsWith(":")) {
            String named = words.remove();
            id = named.substring(0, named.length() - 1);
        }
        if (words.isEmpty()) {
            throw wrong("names no fault");
        }
        String kind = words.remove();
        Map<String, String> settings = pairs();
        if ("@".equals(words.peek())) {
            words.remove();
        }
        TriggerSpec trigger = trigger();
        TriggerSpec heal = null;
        if (UNTIL.equals(words.peek())) {
            words.remove();
            if (words.isEmpty()) {
                throw wrong("ends after 'until': until when?");
            }
            heal = trigger();
        }
        if (!words.isEmpty()) {
            throw wrong("cannot be read from '" + words.peek() + "' on");
        }
        return new FaultSpec(id, kind, trigger, settings, heal);
    }

    private Map<String, String> pairs() {
        Map<String, String> pairs = new TreeMap<>();
        while (!words.isEmpty() && words.peek().indexOf('=') > 0) {
            String[] pair = words.remove().split("=", 2);
            pairs.put(pair[0], pair[1]);
        }
        return pairs;
    }

    private TriggerSpec trigger() {
        String word = words.peek();
        boolean atPoint = word != null && !word.equals(AFTER) && !word.startsWith("+") && !word.equals(UNTIL);
        TriggerSpec trigger = atPoint ? atPassing(words.remove()) : TriggerSpec.afterMillis(0);
        if (AFTER.equals(words.peek())) {
            words.remove();
            if (words.isEmpty()) {
                throw wrong("ends after 'after': after which fault?");
            }
            trigger = trigger.after(words.remove());
        }
        return !words.isEmpty() && words.peek().startsWith("+") ? delayed(trigger, words.remove()) : trigger;
    }

    private TriggerSpec atPassing(String word) {
        Matcher matcher = POINT.matcher(word);
        if (!matcher.matches()) {
            throw wrong("cannot be read at '" + word + "': a fault point is expected");
        }
        List<String> known =
                Arrays.stream(FaultPoint.values()).map(FaultPoint::id).toList();
        FaultPoint point = FaultPoint.byId(matcher.group(1))
                .orElseThrow(() -> wrong("names an unknown fault point " + matcher.group(1)
                        + NearestName.hint(matcher.group(1), known) + " 'sinkproof list points' shows all"));
        int n = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
        if (n < 1) {
            throw wrong("counts passings from 1, but says " + word);
        }
        Occurrence occurrence = matcher.group(2) == null
                ? Occurrence.NTH
                : matcher.group(2).equals("first") ? Occurrence.FIRST : Occurrence.EVERY;
        return new TriggerSpec(point, occurrence, n, pairs(), "", 0);
    }

    private TriggerSpec delayed(TriggerSpec trigger, String word) {
        if (trigger.atPassing()) {
            throw wrong("waits either for a fault point or for time, not for both");
        }
        if (!word.matches("\\+\\d{1,9}")) {
            throw wrong("has a delay " + word + ", which is no number of milliseconds");
        }
        return TriggerSpec.afterMillis(Long.parseLong(word.substring(1))).after(trigger.after());
    }

    private InvalidFaultException wrong(String problem) {
        return new InvalidFaultException("the fault '" + text + "' " + problem + ". It is written: " + GRAMMAR);
    }
}
