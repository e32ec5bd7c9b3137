package dev.sinkproof.link.control;

import dev.sinkproof.link.ConnectionClosed;
import dev.sinkproof.link.ConnectionEnded;
import dev.sinkproof.link.LinkListener;
import dev.sinkproof.link.LinkProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For proxies that no run knows of: only problems are worth a line in the log. */
final class DeafListener implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeafListener.class);

    @Override
    public void ended(ConnectionEnded end) {
        // Nobody asks.
    }

    @Override
    public void closed(ConnectionClosed closed) {
        // Nobody asks.
    }

    @Override
    public void problem(LinkProblem problem) {
        LOG.warn("Proxy {}: {}", problem.worker(), problem.message());
    }
}
