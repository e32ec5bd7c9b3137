package dev.sinkproof.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What an operation takes of the processor in the benchmark's own process, all its threads together. Unlike time by the clock it is about
 * the same on a machine that is busy with other things.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ProcessorTime {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long operations;
    private long nanosBefore;

    @Setup(Level.Iteration)
    public void begin() {
        operations = 0;
        nanosBefore = PROCESS.getProcessCpuTime();
    }

    void operation() {
        operations++;
    }

    /** Of an operation, on average over an iteration. */
    public double processorMicros() {
        return operations == 0 ? 0 : (PROCESS.getProcessCpuTime() - nanosBefore) / 1e3 / operations;
    }
}
