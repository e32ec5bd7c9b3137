package dev.sinkproof.fault.data;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.InvalidFaultException;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.Where;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Records that are not like the others. They are part of the plan's workload, produced at their place: nothing strikes while the run is on, and
 * they are accounted for by what Kafka acknowledged.
 */
public final class DataFault implements Fault {
    /** Of a field's bytes; as base64 text in a record it stays below the producer's and the broker's limit of a mebibyte. */
    public static final long OVERSIZE_BYTES_MAX = 700_000;

    private static final String ALL = "all";
    private static final Setting PARTITION = Setting.text("partition", "number of the partition, or all", "0");
    private static final Setting ORDINAL =
            Setting.number("ordinal", "which record of its partition, counted from 0, is the first");
    private static final Setting EVERY = Setting.number("every", "how many records from one to the next", 1);
    private static final Setting COUNT = Setting.number("count", "how many records in each partition", 1);
    private static final Setting BYTES = Setting.number("bytes", "size of the field", 200_000);
    private static final Setting MILLIS = Setting.number("millis", "how long before its production", 3_600_000);

    private static final Setting AT = Setting.text("at", "the first time stamp, as 2026-10-25T00:00:00Z", "");

    private final IrregularityKind kind;

    DataFault(IrregularityKind kind) {
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind.id();
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.DATA;
    }

    @Override
    public String meaning() {
        return "produce records with " + kind.meaning();
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(PARTITION, ORDINAL));
        if (!kind.onwards()) {
            settings.addAll(List.of(EVERY, COUNT));
        }
        if (kind == IrregularityKind.OVERSIZE) {
            settings.add(BYTES);
        }
        if (kind == IrregularityKind.LATE) {
            settings.add(MILLIS);
        }
        if (kind == IrregularityKind.AT) {
            settings.add(AT);
        }
        return settings;
    }

    @Override
    public Set<Capability> needs() {
        return Set.of();
    }

    /** Retention looks at time stamps: what says that it is months old would be deleted before anybody has read it. */
    @Override
    public Map<String, String> topicSettings() {
        return kind == IrregularityKind.AT ? Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1") : Map.of();
    }

    @Override
    public Where where() {
        return Where.IN_SOURCE_LOG;
    }

    @Override
    public Effect strike(Moment moment) {
        throw new IllegalStateException(kind() + " is part of the workload and never strikes");
    }

    /**
     * Its place in the workload.
     *
     * @throws InvalidFaultException when its settings name no place
     */
    public static Irregularity place(FaultSpec spec) {
        IrregularityKind kind = IrregularityKind.byId(spec.kind()).orElseThrow();
        return new Irregularity(
                spec.id(),
                kind,
                partition(spec),
                ORDINAL.numberOf(spec),
                kind.onwards() ? 1 : atLeastOne(EVERY, spec),
                kind.onwards() ? Long.MAX_VALUE : atLeastOne(COUNT, spec),
                size(kind, spec));
    }

    private static int partition(FaultSpec spec) {
        String text = PARTITION.of(spec);
        if (text.equals(ALL)) {
            return Irregularity.ALL_PARTITIONS;
        }
        if (!text.matches("\\d{1,4}")) {
            throw wrong(spec, "partition must be the number of a partition or all, but is '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static long atLeastOne(Setting setting, FaultSpec spec) {
        long value = setting.numberOf(spec);
        if (value < 1) {
            throw wrong(spec, setting.name() + " must be 1 or more");
        }
        return value;
    }

    private static long size(IrregularityKind kind, FaultSpec spec) {
        if (kind == IrregularityKind.LATE) {
            return MILLIS.numberOf(spec);
        }
        if (kind == IrregularityKind.AT) {
            return time(spec);
        }
        if (kind != IrregularityKind.OVERSIZE) {
            return 0;
        }
        long bytes = atLeastOne(BYTES, spec);
        if (bytes > OVERSIZE_BYTES_MAX) {
            throw wrong(spec, "bytes must be at most " + OVERSIZE_BYTES_MAX + ": Kafka would refuse the record");
        }
        return bytes;
    }

    private static long time(FaultSpec spec) {
        try {
            return Instant.parse(AT.of(spec)).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(spec, "at must be a time such as 2026-10-25T00:00:00Z, but is '" + AT.of(spec) + "'");
        }
    }

    private static InvalidFaultException wrong(FaultSpec spec, String problem) {
        return new InvalidFaultException("fault " + spec.id() + " (" + spec.kind() + "): " + problem);
    }
}
