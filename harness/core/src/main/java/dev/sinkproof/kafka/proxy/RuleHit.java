package dev.sinkproof.kafka.proxy;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A request that a rule acts on.
 *
 * @param rule the rule's name
 * @param call which of the requests that match the rule, from 1
 * @param side when the rule acts
 * @param connection number of the connection, in the order in which the proxy accepted them, from 1
 * @param clientId the client's id; empty when it has none
 * @param api kind of request
 * @param version version of that kind
 * @param correlationId number of the request on its connection, as the client counts
 */
public record RuleHit(
        String rule,
        long call,
        Side side,
        long connection,
        String clientId,
        ApiKeys api,
        short version,
        int correlationId) {}
