package dev.sinkproof.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the link costs, by one connection over loopback that speaks PostgreSQL's protocol, the same bytes whatever the way. The target is a thread that
 * reads and, where it must, answers.
 *
 * <p>{@link #stream}: one operation is one write of 64 KiB, a piece of COPY. {@link #roundTrip}: one operation is an INSERT and its answer; on the way
 * {@code postgresql} it stops at two fault points, where nothing holds it.
 */
@State(Scope.Thread)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinkBenchmark {
    /** How the client reaches the target; {@code LOOP} is the least that any proxy has to do: a read and a write in turn. */
    @Param({"DIRECT", "LOOP", "RAW", "POSTGRESQL"})
    public LinkPath path;

    private LinkPath.Way way;
    private PostgresqlPeer peer;
    private ByteBuffer piece;

    @Setup(Level.Trial)
    public void connect() throws IOException {
        peer = new PostgresqlPeer();
        way = path.to(peer.address());
        peer.connect(way.address());
        piece = PostgresqlPeer.copyPiece();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        peer.close();
        way.close();
    }

    /** Before each iteration, so that the iterations of both benchmarks begin alike. */
    @Setup(Level.Iteration)
    public void begin() {
        piece.clear();
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public void stream() throws IOException {
        peer.stream(piece);
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public void roundTrip() throws IOException {
        peer.insert();
    }
}
