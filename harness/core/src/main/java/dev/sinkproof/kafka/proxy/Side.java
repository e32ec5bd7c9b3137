package dev.sinkproof.kafka.proxy;

/** On which of its two ways through the proxy an exchange is acted on. */
public enum Side {
    /** Before the broker sees the request. */
    REQUEST,
    /** The broker has acted and answered; the client has not heard of it. */
    ANSWER
}
