package dev.sinkproof.fault.data;

import dev.sinkproof.fault.Fault;
import dev.sinkproof.model.IrregularityKind;
import java.util.Arrays;
import java.util.List;

/** All faults of this family. */
public final class DataFaults {
    private DataFaults() {}

    public static List<Fault> all() {
        return Arrays.stream(IrregularityKind.values())
                .<Fault>map(DataFault::new)
                .toList();
    }
}
