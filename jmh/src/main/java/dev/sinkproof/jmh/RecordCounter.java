package dev.sinkproof.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Turns operations into records: JMH divides by the measured time and reports {@code records} as a rate of its own. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class RecordCounter {
    /** Records of the operations so far; JMH sets it to zero before each iteration. */
    public long records;
}
