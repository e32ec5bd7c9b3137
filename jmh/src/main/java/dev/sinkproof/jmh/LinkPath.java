package dev.sinkproof.jmh;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.link.ConnectionClosed;
import dev.sinkproof.link.ConnectionEnded;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkListener;
import dev.sinkproof.link.LinkProblem;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.link.RawProtocol;
import dev.sinkproof.link.postgresql.PostgresqlProtocol;
import dev.sinkproof.link.toxic.Latency;
import dev.sinkproof.link.toxic.NamedToxic;
import dev.sinkproof.link.toxic.ToxicStream;
import java.io.IOException;
import java.net.InetSocketAddress;

/** How a client reaches a target. */
public enum LinkPath {
    DIRECT,
    LOOP,
    RAW,
    POSTGRESQL;

    /** A way that is open; closing it closes what is between. */
    record Way(InetSocketAddress address, AutoCloseableQuietly closing) {
        void close() throws IOException {
            closing.close();
        }
    }

    interface AutoCloseableQuietly {
        void close() throws IOException;
    }

    Way to(InetSocketAddress target) throws IOException {
        return switch (this) {
            case DIRECT -> new Way(target, () -> {});
            case LOOP -> {
                CopyLoop loop = new CopyLoop(target);
                yield new Way(loop.address(), loop::close);
            }
            case RAW -> through(target, new RawProtocol());
            case POSTGRESQL -> through(target, new PostgresqlProtocol());
        };
    }

    /**
     * This way, and every answer so much later as over a network with such a round trip. Latency is the link's to make: where the way has none, a raw one
     * comes between.
     */
    Way to(InetSocketAddress target, int roundTripMillis) throws IOException {
        if (roundTripMillis == 0) {
            return to(target);
        }
        Link link = open(target, this == POSTGRESQL ? new PostgresqlProtocol() : new RawProtocol());
        link.toxics().add(NamedToxic.of(ToxicStream.DOWNSTREAM, new Latency(roundTripMillis, 0)));
        return way(link);
    }

    private static Way through(InetSocketAddress target, LinkProtocol protocol) throws IOException {
        return way(open(target, protocol));
    }

    private static Link open(InetSocketAddress target, LinkProtocol protocol) throws IOException {
        return Link.open("benchmark", target, protocol, new NothingHeld(), new ProblemsFail());
    }

    private static Way way(Link link) {
        return new Way(new InetSocketAddress("127.0.0.1", link.port()), link::close);
    }

    private static final class NothingHeld implements PassingGate {
        @Override
        public void observed(Passing passing) {
            // Nobody asks.
        }

        @Override
        public GateDecision pass(Passing passing) {
            return GateDecision.PROCEED;
        }
    }

    private static final class ProblemsFail implements LinkListener {
        @Override
        public void ended(ConnectionEnded end) {
            // Expected.
        }

        @Override
        public void closed(ConnectionClosed closed) {
            // Expected.
        }

        @Override
        public void problem(LinkProblem problem) {
            throw new IllegalStateException(problem.message());
        }
    }
}
