package dev.sinkproof.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Turns operations into records and bytes: JMH divides by the measured time and reports each as a rate of its own. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class RecordCounter {
    /** Records of the operations so far; JMH sets it to zero before each iteration. */
    public long records;
    /** Bytes of their values as lines of JSON without schema, whatever form they are written in; 0 where they are not counted. */
    public long bytes;

    void count(int moreRecords, long moreBytes) {
        records += moreRecords;
        bytes += moreBytes;
    }
}
