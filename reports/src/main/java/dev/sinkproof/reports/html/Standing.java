package dev.sinkproof.reports.html;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Contract;

/**
 * How an anomaly stands against the contract.
 *
 * @param style style class and icon
 * @param words for people
 */
record Standing(String style, String words) {
    static Standing of(AnomalyKind kind, Contract contract) {
        String claim = kind.claimIn(contract);
        if (kind.breaks(contract)) {
            return new Standing("fail", "breaks the claimed " + claim);
        }
        if (kind == AnomalyKind.SLOW) {
            return new Standing("partial", "misses the recovery objective");
        }
        if (kind == AnomalyKind.SMALL_OBJECTS) {
            return new Standing("partial", "misses the promised size of objects");
        }
        return kind.hazard()
                ? new Standing("partial", "hazard: refutes no guarantee by itself")
                : new Standing("na", "allowed under " + claim);
    }

    /** The worst first. */
    int rank() {
        return switch (style) {
            case "fail" -> 0;
            case "partial" -> 1;
            default -> 2;
        };
    }
}
