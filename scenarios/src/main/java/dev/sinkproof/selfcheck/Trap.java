package dev.sinkproof.selfcheck;

import dev.sinkproof.check.Judgement;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.SubjectSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Things that look wrong and are right: a sink without a defect does each of them, and nobody may raise an alarm. */
enum Trap {
    ONE_RECORD_OBJECTS(
            "objects of one record, after records whose times lie on another day: each hour has objects of its own",
            "confluentinc/kafka-connect-storage-cloud#529",
            "s3-at-least-once",
            "late-records-and-time-rotation",
            "partitioner=time") {
        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) {
            return Signs.objects(evidence).stream().anyMatch(object -> object.records() == 1);
        }
    },
    OFFSETS_MISSING_IN_AN_OBJECT(
            "offsets that are missing inside the range of an object: markers and aborted records of transactions",
            "confluentinc/kafka-connect-hdfs#334",
            "s3-exactly-once",
            "aborted-transactions-and-gaps/read-committed") {
        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) {
            return Signs.hasGapInAnObject(evidence);
        }
    },
    DUPLICATES_AFTER_A_CRASH(
            "duplicates after a crash: the contract says at-least-once",
            "splunk/kafka-connect-splunk#263",
            "jdbc-at-least-once",
            "crash-after-target-write/n1-restart") {
        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) {
            return judgement.anomalies().stream().anyMatch(anomaly -> anomaly.kind() == AnomalyKind.DUPLICATED);
        }
    },
    UPLOADED_TWICE(
            "an object that is uploaded twice, with the same bytes: a retry that changes nothing",
            "confluentinc/kafka-connect-storage-cloud#422",
            "s3-exactly-once",
            "replay-gives-the-same-objects") {
        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) throws IOException {
            return Signs.asksTwiceForAName(evidence);
        }
    },
    OLDER_VERSIONS_ABSENT(
            "older versions of a key that are not in the target: the write model is upsert",
            "",
            "jdbc-idempotent",
            "hot-key") {
        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) throws IOException {
            return Signs.rows(evidence) < evidence.ledger().acknowledged();
        }
    },
    UNKNOWN_OUTCOME_PRESENT(
            "a record whose producer never heard what became of it is present: its timeout says nothing",
            "",
            "jdbc-exactly-once",
            "baseline") {
        @Override
        Evidence planted(Evidence evidence) {
            return Planted.unknownOutcomes(evidence);
        }

        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) throws IOException {
            return evidence.ledger().unknown() > 0
                    && Signs.rows(evidence) > evidence.ledger().acknowledged();
        }
    },
    ROWS_TAKEN_AWAY(
            "a row that is missing because something else deleted it: that is not laid at the connector's door",
            "apache/iceberg#12549",
            "jdbc-exactly-once",
            "baseline") {
        @Override
        Evidence planted(Evidence evidence) {
            return Planted.rowTakenAway(evidence);
        }

        @Override
        boolean looksWrong(Evidence evidence, Judgement judgement) {
            return judgement.anomalies().stream().anyMatch(anomaly -> anomaly.kind() == AnomalyKind.LOST);
        }

        @Override
        boolean isAlarm(Anomaly anomaly, Evidence evidence) {
            return anomaly.culprit() == Culprit.SUBJECT;
        }
    };

    private final String why;
    private final String from;
    private final String sink;
    private final String caseId;
    private final List<String> settings;

    Trap(String why, String from, String sink, String caseId, String... settings) {
        this.why = why;
        this.from = from;
        this.sink = sink;
        this.caseId = caseId;
        this.settings = List.of(settings);
    }

    static List<Trap> all() {
        return Arrays.asList(values());
    }

    /** As people write it. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** What looks wrong, and why it is right. */
    String why() {
        return why;
    }

    /** Thread in which it was taken for a defect; empty when there is none. */
    String from() {
        return from;
    }

    /** The sink that does it. */
    SubjectSpec subject() {
        return FlawedSubjects.bundled(sink, settings);
    }

    /** The case in which it does. */
    String caseId() {
        return caseId;
    }

    /** Whether its target is one that is not simulated. */
    boolean onProcesses() {
        return sink.startsWith("s3");
    }

    /** The evidence with what no run can be made to show. */
    Evidence planted(Evidence evidence) {
        return evidence;
    }

    /** Whether it came up: silence about nothing would say nothing. */
    abstract boolean looksWrong(Evidence evidence, Judgement judgement) throws IOException;

    /** Whether an anomaly is the false alarm that must not be. */
    boolean isAlarm(Anomaly anomaly, Evidence evidence) {
        return anomaly.kind() == AnomalyKind.PREMATURE_COMMIT
                || anomaly.kind().breaks(evidence.plan().subject().contract());
    }
}
