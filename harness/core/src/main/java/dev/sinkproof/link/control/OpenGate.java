package dev.sinkproof.link.control;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;

/** For proxies that no run knows of: nothing is held. */
final class OpenGate implements PassingGate {
    @Override
    public void observed(Passing passing) {
        // Nobody asks.
    }

    @Override
    public GateDecision pass(Passing passing) {
        return GateDecision.PROCEED;
    }
}
