package dev.sinkproof.kafka.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.InvalidRequestException;

/** One connection of a client and the one to the broker that belongs to it. */
final class KafkaConnection {
    private static final int CONNECT_MILLIS_MAX = 10_000;
    /** More than the header of any usual request; one that is longer is read again as a whole. */
    private static final int HEADER_BYTES = 512;

    private static final int CORRELATION_ID_AT = 4;

    private final KafkaProxy proxy;
    private final long number;
    private final SocketChannel client;
    private final SocketChannel broker;
    private final FrameInput requests;
    private final FrameInput answers;
    private final Exchanges exchanges;
    private final AtomicReference<ArmedRule> mutedBy = new AtomicReference<>();
    /** Whether what the broker still answers must not reach the client; known to the answers' thread only. */
    private boolean answersMuted;

    KafkaConnection(KafkaProxy proxy, long number, SocketChannel client) throws IOException {
        this.proxy = proxy;
        this.number = number;
        this.client = client;
        this.broker = SocketChannel.open();
        this.requests = new FrameInput(client);
        this.answers = new FrameInput(broker);
        this.exchanges = new Exchanges(client);
    }

    /** Serves the client until one side ends; the answers on a thread of their own. */
    void run() {
        pump(this::serveClient, false);
    }

    private void serveClient() throws IOException, InterruptedException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (connect()) {
            proxy.start(() -> pump(this::pumpAnswers, true));
            pumpRequests();
        } else {
            end();
        }
    }

    private boolean connect() throws IOException {
        try {
            broker.setOption(StandardSocketOptions.TCP_NODELAY, true);
            broker.socket().connect(proxy.broker(), CONNECT_MILLIS_MAX);
            return true;
        } catch (IOException refused) {
            // The client learns it as it would without the proxy between: by a reset.
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            return false;
        }
    }

    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    /** @param last whether nothing is left to do when this one has ended by itself */
    private void pump(Pump pump, boolean last) {
        boolean finished = false;
        try {
            pump.run();
            finished = true;
        } catch (NotKafkaException e) {
            proxy.listener().problem("connection " + number + " is closed: " + e.getMessage());
        } catch (IOException | InterruptedException e) {
            // One side has gone, or the proxy is closed: both end what both began.
        } catch (RuntimeException | Error e) {
            proxy.listener().problem("the Kafka proxy failed on connection " + number + ", which is closed: " + e);
            throw e;
        } finally {
            if (last || !finished) {
                end();
            }
        }
    }

    private void end() {
        close();
        ArmedRule muter = mutedBy.get();
        if (muter != null) {
            muter.forget(this);
        }
        proxy.ended(this);
    }

    /** Closes both sides; the threads end when they notice. */
    void close() {
        close(client);
        close(broker);
    }

    private void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            if (channel.isOpen()) {
                proxy.listener().problem("a socket of connection " + number + " cannot be closed: " + e);
            }
        }
    }

    private void pumpRequests() throws IOException, InterruptedException {
        while (requests.next()) {
            if (mutedBy.get() == null) {
                serveRequest();
            } else {
                requests.skip();
            }
        }
        if (mutedBy.get() != null) {
            close();
        } else {
            // What the client sent before it went still reaches the broker, which then closes.
            broker.shutdownOutput();
        }
    }

    private void serveRequest() throws IOException, InterruptedException {
        Request request = request();
        if (request == null) {
            exchanges.expect(Exchange.forwarded(requests.peek(HEADER_BYTES).getInt(CORRELATION_ID_AT)));
            requests.transferTo(broker);
            return;
        }
        RuleMatch match = proxy.hasRules() ? proxy.match(request, number) : null;
        if (match == null || match.side() == Side.ANSWER) {
            forward(request, match);
        } else {
            act(match);
        }
    }

    /** The request, or null when its header is of a kind or version that kafka-clients does not know. */
    private Request request() throws IOException {
        try {
            return read(requests.peek(HEADER_BYTES));
        } catch (InvalidRequestException | BufferUnderflowException | IllegalArgumentException e) {
            return requests.size() > HEADER_BYTES ? longRequest() : unknown(e);
        }
    }

    private Request longRequest() throws IOException {
        try {
            return read(requests.peek(Math.min(requests.size(), FrameInput.WHOLE_FRAME_BYTES_MAX)));
        } catch (InvalidRequestException | BufferUnderflowException | IllegalArgumentException e) {
            return unknown(e);
        }
    }

    private Request unknown(RuntimeException why) throws IOException {
        if (requests.size() < CORRELATION_ID_AT + Integer.BYTES) {
            throw new NotKafkaException("a request of " + requests.size() + " bytes has no header");
        }
        if (proxy.hasRules()) {
            proxy.listener().problem("no rule acts on a request of an unknown kind or version: " + why.getMessage());
        }
        return null;
    }

    private Request read(ByteBuffer start) {
        return Request.read(start, this::wholeFrame, proxy.topics());
    }

    private ByteBuffer wholeFrame() {
        if (requests.size() > FrameInput.WHOLE_FRAME_BYTES_MAX) {
            throw new RequestUnreadableException(
                    "a request of " + requests.size() + " bytes is too large to be looked into", null);
        }
        try {
            return requests.peek(requests.size());
        } catch (IOException e) {
            throw new RequestUnreadableException("the request did not come to its end", e);
        }
    }

    private void forward(Request request, RuleMatch match) throws IOException {
        if (request.owedAnAnswer()) {
            int correlationId = request.header().correlationId();
            if (match == null) {
                exchanges.expect(Exchange.forwarded(correlationId));
            } else {
                exchanges.expect(Exchange.watched(correlationId, match));
            }
        }
        requests.transferTo(broker);
    }

    private void act(RuleMatch match) throws IOException, InterruptedException {
        Outcome outcome = outcome(match);
        switch (outcome.verdict().kind()) {
            case PROCEED -> forward(match.request(), null);
            case DISCONNECT -> throw disconnected();
            case SILENCE -> {
                fallMute(match.rule());
                requests.skip();
            }
            case REFUSE -> {
                requests.skip();
                if (outcome.answer().isPresent()) {
                    exchanges.answer(
                            match.request().header().correlationId(),
                            outcome.answer().get());
                } else {
                    throw disconnected();
                }
            }
        }
    }

    /** Closes at once; thrown so that what has been read already is not served. */
    private ClosedChannelException disconnected() {
        close();
        return new ClosedChannelException();
    }

    private void pumpAnswers() throws IOException, InterruptedException {
        while (answers.next()) {
            if (answersMuted) {
                answers.skip();
            } else {
                deliver(exchanges.next(answers.peek(Integer.BYTES).getInt(0)));
            }
        }
    }

    private void deliver(Exchange exchange) throws IOException, InterruptedException {
        Outcome outcome = exchange.match() == null ? Outcome.PROCEED : outcome(exchange.match());
        switch (outcome.verdict().kind()) {
            case PROCEED -> answers.transferTo(client);
            case DISCONNECT -> throw disconnected();
            case SILENCE -> {
                answersMuted = true;
                fallMute(exchange.match().rule());
                answers.skip();
                return;
            }
            case REFUSE -> {
                answers.skip();
                exchanges.answerInstead(outcome.answer().orElseThrow());
            }
        }
        exchanges.finished();
    }

    /** How an exchange goes on, with the proxy's own answer where there is one. */
    private record Outcome(Verdict verdict, Optional<ByteBuffer> answer) {
        static final Outcome PROCEED = new Outcome(Verdict.PROCEED, Optional.empty());
    }

    private Outcome outcome(RuleMatch match) throws InterruptedException {
        Passage passage = new Passage(match.hit(), match.rule());
        Verdict verdict = verdict(match, passage);
        Optional<ByteBuffer> answer;
        try {
            answer = verdict.kind() == Verdict.Kind.REFUSE
                    ? ErrorAnswers.to(match.request(), verdict.error())
                    : Optional.empty();
        } catch (RequestUnreadableException e) {
            proxy.listener().problem("rule " + match.hit().rule() + " does not act: " + e.getMessage());
            return Outcome.PROCEED;
        }
        if (passage.waited()) {
            match.rule().released(match.hit(), verdict.toString());
        } else {
            match.rule().fired(match.hit(), verdict.toString());
        }
        return new Outcome(verdict, answer);
    }

    private Verdict verdict(RuleMatch match, Passage passage) throws InterruptedException {
        try {
            return match.rule().rule().action().act(passage);
        } catch (RuntimeException e) {
            proxy.listener().problem("rule " + match.hit().rule() + " failed, its connection is closed: " + e);
            return Verdict.DISCONNECT;
        }
    }

    private void fallMute(ArmedRule rule) {
        mutedBy.compareAndSet(null, rule);
        if (!rule.leaveMute(this)) {
            close();
        }
    }
}
