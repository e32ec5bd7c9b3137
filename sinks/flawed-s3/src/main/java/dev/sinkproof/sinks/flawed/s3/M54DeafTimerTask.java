package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkTask;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** M54: see {@link M54DeafTimerConnector}. */
public class M54DeafTimerTask extends S3SinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M54DeafTimerTask() {}

    /** The defect: the reference also looks at the clock when Connect calls without records. */
    @Override
    public void put(Collection<SinkRecord> records) {
        if (!records.isEmpty()) {
            super.put(records);
        }
    }
}
