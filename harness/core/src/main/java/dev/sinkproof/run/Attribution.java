package dev.sinkproof.run;

import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Differential;
import dev.sinkproof.model.FaultSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names the culprits anew once a reference sink has gone through the same plan. What it shows too is not the subject's: Sinkproof's own
 * where nothing was done to anybody, Kafka's where only Kafka was disturbed, and Connect's otherwise. What it does not show is the subject's,
 * unless the evidence itself names somebody else. Anomalies that the contract allows keep their culprit: both sinks may show them.
 */
final class Attribution {
    private static final String NOTHING = "noop";
    private static final String BROKER = "broker.";

    private final CaseResult result;
    private final Differential differential;
    private final Contract contract;

    private Attribution(CaseResult result, Differential differential) {
        this.result = result;
        this.differential = differential;
        this.contract = result.plan().subject().contract();
    }

    /** Whether it matters whose an anomaly of this kind is. */
    private static boolean matters(AnomalyKind kind, Contract contract) {
        return kind.hazard() || kind.breaks(contract);
    }

    /** Whether a differential run could change what is said of anybody. */
    static boolean isOpen(CaseResult result) {
        Contract contract = result.plan().subject().contract();
        return result.anomalies().stream()
                .anyMatch(anomaly -> matters(anomaly.kind(), contract) && isMovable(anomaly.culprit()));
    }

    /** Evidence that names Connect, Kafka, the target or the harness is not overruled by what another sink did not show. */
    private static boolean isMovable(Culprit culprit) {
        return culprit == Culprit.SUBJECT || culprit == Culprit.UNDETERMINED;
    }

    /** The same result with the culprits that the differential run decides, and with its sentence. */
    static CaseResult apply(CaseResult result, Differential differential) {
        return new Attribution(result, differential).applied();
    }

    private CaseResult applied() {
        List<CheckResult> checks =
                result.checks().stream().map(this::attributed).toList();
        return result.attributed(checks, differential.saying(sentence()));
    }

    private CheckResult attributed(CheckResult check) {
        return new CheckResult(
                check.checker(),
                check.outcome(),
                check.summary(),
                check.anomalies().stream().map(this::attributed).toList(),
                check.measures(),
                check.verifies(),
                check.doesNotVerify());
    }

    private Anomaly attributed(Anomaly anomaly) {
        if (!differential.decides() || !matters(anomaly.kind(), contract) || !isMovable(anomaly.culprit())) {
            return anomaly;
        }
        return anomaly.causedBy(showsToo(anomaly.kind()) ? shared() : Culprit.SUBJECT);
    }

    private boolean showsToo(AnomalyKind kind) {
        return differential.anomalies().contains(kind);
    }

    /** Who is left when it is not the subject. */
    private Culprit shared() {
        List<FaultSpec> done = result.plan().scenario().faults().stream()
                .filter(fault -> !fault.kind().equals(NOTHING))
                .toList();
        if (done.isEmpty()) {
            return Culprit.HARNESS;
        }
        return done.stream().allMatch(Attribution::disturbsKafkaOnly) ? Culprit.KAFKA : Culprit.CONNECT;
    }

    private static boolean disturbsKafkaOnly(FaultSpec fault) {
        return fault.kind().startsWith(BROKER)
                || Faults.byKind(fault.kind())
                        .filter(kind -> kind.family() == FaultFamily.KAFKA)
                        .isPresent();
    }

    private String sentence() {
        String who = "The reference sink " + differential.reference();
        if (!differential.decides()) {
            return who + " went through the same plan, but it says nothing ("
                    + differential.outcome().label() + "), so the culprits are as the evidence alone names them";
        }
        Set<AnomalyKind> both = new TreeSet<>();
        Set<AnomalyKind> own = new TreeSet<>();
        for (Anomaly anomaly : result.anomalies()) {
            if (matters(anomaly.kind(), contract) && isMovable(anomaly.culprit())) {
                (showsToo(anomaly.kind()) ? both : own).add(anomaly.kind());
            }
        }
        return who + " went through the same plan and " + verdict(both, own);
    }

    private String verdict(Set<AnomalyKind> both, Set<AnomalyKind> own) {
        String culprit = shared().label();
        if (both.isEmpty()) {
            return "showed no " + or(own) + ": that is the connector's";
        }
        String shared = "showed " + and(both) + " too: that is not the connector's, but caused by " + culprit;
        return own.isEmpty() ? shared : shared + "; it showed no " + or(own) + ": that is the connector's";
    }

    private static String and(Set<AnomalyKind> kinds) {
        return kinds.stream().map(Enum::name).collect(Collectors.joining(" and "));
    }

    private static String or(Set<AnomalyKind> kinds) {
        return kinds.stream().map(Enum::name).collect(Collectors.joining(" or "));
    }
}
