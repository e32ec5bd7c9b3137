package dev.sinkproof.simulation.source;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.simulation.kafka.ModelLog;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Poison;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.workload.RecordSerializer;
import dev.sinkproof.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;

/**
 * A workload that has been produced: its log, its ledger, and the converters that read it. It can serve any number of runs, one
 * after another, and should, as making it costs more than a run.
 */
public final class Source {
    public static final String TOPIC = "orders";
    /** When everything was produced, by the virtual clock. */
    private static final long PRODUCED_MILLIS = 0;
    /** Share of deletes, where the write model has them. */
    private static final int TOMBSTONE_PERCENT = 20;

    private final WorkloadSpec spec;
    private final ModelLog log;
    private final Ledger ledger;
    private final Converter keys = new MemoConverter(json(true));
    private final Converter values = new MemoConverter(json(false));

    private Source(WorkloadSpec spec, ModelLog log, Ledger ledger) {
        this.spec = spec;
        this.log = log;
        this.ledger = ledger;
    }

    /** Produces the workload of a topology. */
    public static Source of(Topology topology, WriteModel model) {
        return of(spec(topology, model), topology.get(Dimension.GAP), model);
    }

    /**
     * Produces a workload, not in transactions.
     *
     * @param gap every so many records the log skips an offset; 0 for no gaps
     */
    public static Source of(WorkloadSpec spec, int gap, WriteModel model) {
        Workload workload = new Workload(spec, TOPIC, model);
        LedgerRecorder recorder = new LedgerRecorder(TOPIC, spec.partitions());
        List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
        long[] ends = new long[spec.partitions()];
        for (int partition = 0; partition < spec.partitions(); partition++) {
            partitions.add(produce(workload, partition, gap, recorder, ends));
        }
        return new Source(spec, new ModelLog(TOPIC, partitions, ends), recorder.toLedger());
    }

    /** Which records a topology has. */
    public static WorkloadSpec spec(Topology topology, WriteModel model) {
        return new WorkloadSpec(
                topology.get(Dimension.SEED),
                topology.get(Dimension.PARTITIONS),
                topology.get(Dimension.RECORDS),
                topology.get(Dimension.KEYS),
                model == WriteModel.UPSERT_DELETE ? TOMBSTONE_PERCENT : 0,
                0,
                Poison.of(topology));
    }

    private static List<ConsumerRecord<byte[], byte[]>> produce(
            Workload workload, int partition, int gap, LedgerRecorder recorder, long[] ends) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long offset = 0;
        try (RecordSerializer serializer = new RecordSerializer(workload)) {
            for (long ordinal = 0; ordinal < workload.spec().recordsPerPartition(); ordinal++) {
                recorder.attempt(partition, ordinal);
                recorder.acked(partition, ordinal, offset);
                records.add(record(
                        partition, offset, serializer.key(partition, ordinal), serializer.value(partition, ordinal)));
                offset += skips(workload, gap, ordinal) ? 2 : 1;
            }
        }
        recorder.logEnd(partition, offset);
        ends[partition] = offset;
        return records;
    }

    /** With a time, as every record of a real log has one, though it is the same for all. */
    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                PRODUCED_MILLIS,
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** Not after the last record: no consumer group ever commits past a marker at the end of the log. */
    private static boolean skips(Workload workload, int gap, long ordinal) {
        return gap > 0
                && (ordinal + 1) % gap == 0
                && ordinal + 1 < workload.spec().recordsPerPartition();
    }

    private static Converter json(boolean key) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", true), key);
        return converter;
    }

    public WorkloadSpec spec() {
        return spec;
    }

    public ModelLog log() {
        return log;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Converter keys() {
        return keys;
    }

    public Converter values() {
        return values;
    }
}
