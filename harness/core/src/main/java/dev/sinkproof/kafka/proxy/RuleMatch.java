package dev.sinkproof.kafka.proxy;

/** A rule that acts on a request. */
record RuleMatch(ArmedRule rule, Request request, RuleHit hit) {
    Side side() {
        return hit.side();
    }
}
