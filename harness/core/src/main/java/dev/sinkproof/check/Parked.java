package dev.sinkproof.check;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Culprit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What lies in the dead letter queue of a run, letter by letter. */
final class Parked {
    /** Where a record fails before a connector gets to see it. */
    private static final List<String> STAGES_OF_CONNECT =
            List.of("KEY_CONVERTER", "VALUE_CONVERTER", "HEADER_CONVERTER", "TRANSFORMATION");

    private static final String STAGE_OF_SUBJECT = "TASK_PUT";

    /** What a letter says about why it is there. */
    record Letter(DeadLetter letter) {
        String why() {
            return "parked" + said(" at ", letter.stage()) + said(" after ", letter.exception())
                    + said(": ", letter.reason());
        }

        private static String said(String before, String text) {
            return Optional.ofNullable(text)
                    .filter(known -> !known.isBlank())
                    .map(known -> before + known)
                    .orElse("");
        }

        /** A converter or a transform fails in Connect, with the settings that it was given; in put() the connector reports. */
        Culprit culprit() {
            String stage = letter.stage() == null ? "" : letter.stage();
            if (STAGES_OF_CONNECT.contains(stage)) {
                return Culprit.CONNECT;
            }
            return stage.equals(STAGE_OF_SUBJECT) ? Culprit.SUBJECT : Culprit.UNDETERMINED;
        }
    }

    private final Case judged;
    private final List<OrdinalSet> seen;
    private final List<OrdinalSet> good;
    /** The first letter of each partition's lowest good record. */
    private final Map<Integer, Letter> firstOfPartition = new HashMap<>();

    private long letters;
    private long copies;
    private long unusual;
    private long ofNoRecord;

    private Parked(Case judged) {
        this.judged = judged;
        this.seen = sets();
        this.good = sets();
    }

    private List<OrdinalSet> sets() {
        return IntStream.range(0, judged.ledger().partitions())
                .mapToObj(partition -> new OrdinalSet())
                .toList();
    }

    /** @throws EvidenceMissingException when there is a queue that was not read, or does not say what it holds */
    static Parked of(Case judged) {
        Poison.requireLegible(judged);
        Parked parked = new Parked(judged);
        judged.evidence().deadLetters().orElse(List.of()).stream()
                .filter(letter -> letter.identified()
                        && letter.topic().equals(judged.plan().topic()))
                .forEach(parked::add);
        return parked;
    }

    private void add(DeadLetter letter) {
        letters++;
        int partition = letter.partition();
        long ordinal = partition < judged.ledger().partitions()
                ? judged.ledger().ordinalAt(partition, letter.offset())
                : Ledger.NONE;
        if (ordinal == Ledger.NONE) {
            ofNoRecord++;
        } else if (!seen.get(partition).add(ordinal)) {
            copies++;
        } else if (judged.workload().hasRow(partition, ordinal)) {
            addWritable(partition, ordinal, letter);
        }
    }

    private void addWritable(int partition, long ordinal, DeadLetter letter) {
        if (!judged.workload().irregularitiesAt(partition, ordinal).isEmpty()) {
            unusual++;
            return;
        }
        long lowest = good.get(partition).first();
        good.get(partition).add(ordinal);
        if (lowest < 0 || ordinal < lowest) {
            firstOfPartition.put(partition, new Letter(letter));
        }
    }

    /** Letters of the source topic. */
    long letters() {
        return letters;
    }

    /** Letters of a record that has one already. */
    long copies() {
        return copies;
    }

    /** Records that can be written and are unlike the others. */
    long unusual() {
        return unusual;
    }

    /** Letters of offsets at which no acknowledged record lies. */
    long ofNoRecord() {
        return ofNoRecord;
    }

    /** Records like all others. */
    OrdinalSet good(int partition) {
        return good.get(partition);
    }

    /** The letter of the lowest good record of the witness's partition. */
    Letter letterOf(Witness lowest) {
        return firstOfPartition.get(lowest.partition());
    }
}
