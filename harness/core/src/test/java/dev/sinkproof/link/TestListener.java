package dev.sinkproof.link;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what becomes of connections; the futures speak of the first one. */
public final class TestListener implements LinkListener {
    private final CompletableFuture<ConnectionEnded> firstEnd = new CompletableFuture<>();
    private final CompletableFuture<ConnectionClosed> firstClosed = new CompletableFuture<>();
    private final CompletableFuture<Long> clientEnd = new CompletableFuture<>();
    private final List<ConnectionEnded> ends = new CopyOnWriteArrayList<>();
    private final List<LinkProblem> problems = new CopyOnWriteArrayList<>();

    /** Waits for the first end of a connection. */
    public ConnectionEnded awaitEnd() {
        return TestGate.await(firstEnd, "a connection to end");
    }

    /** Waits for the first connection to be over. */
    public ConnectionClosed awaitClosed() {
        return TestGate.await(firstClosed, "a connection to be closed");
    }

    public boolean isClosed() {
        return firstClosed.isDone();
    }

    public List<ConnectionEnded> ends() {
        return ends;
    }

    public List<LinkProblem> problems() {
        return problems;
    }

    @Override
    public void ended(ConnectionEnded end) {
        ends.add(end);
        firstEnd.complete(end);
    }

    /** Waits until the client's side of a connection has ended. */
    public long awaitClientEnd() {
        return TestGate.await(clientEnd, "the client's side to end");
    }

    public boolean clientHasEnded() {
        return clientEnd.isDone();
    }

    @Override
    public void clientEnded(String worker, long connection) {
        clientEnd.complete(connection);
    }

    @Override
    public void closed(ConnectionClosed closed) {
        firstClosed.complete(closed);
    }

    @Override
    public void problem(LinkProblem problem) {
        problems.add(problem);
    }
}
