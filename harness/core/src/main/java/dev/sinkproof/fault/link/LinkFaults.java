package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.Setting;
import java.util.List;

/** All faults of this family. Those of bytes have Toxiproxy's names, settings and units. */
public final class LinkFaults {
    private LinkFaults() {}

    public static List<Fault> all() {
        return List.of(
                toxic(
                        "latency",
                        "delay all bytes",
                        Setting.number("latency", "delay, milliseconds", 100),
                        Setting.number("jitter", "how much it varies, milliseconds", 0)),
                toxic(
                        "bandwidth",
                        "limit the rate",
                        Setting.number("rate", "KB a second; 0 lets nothing through", 100)),
                toxic(
                        "slow_close",
                        "delay the end of connections",
                        Setting.number("delay", "delay, milliseconds", 1000)),
                toxic(
                        "timeout",
                        "let nothing through, and close after a time; a black hole with timeout=0",
                        Setting.number("timeout", "milliseconds until it closes; 0 is never", 0)),
                toxic(
                        "reset_peer",
                        "reset connections (TCP RST) after a time",
                        Setting.number("timeout", "milliseconds until the reset; 0 is at once", 0)),
                toxic(
                        "slicer",
                        "cut data into small pieces",
                        Setting.number("average_size", "bytes of a piece on average", 64),
                        Setting.number("size_variation", "by how many bytes it varies", 32),
                        Setting.number("delay", "microseconds between pieces", 100)),
                toxic(
                        "limit_data",
                        "close each connection after so many bytes",
                        Setting.number("bytes", "bytes until it closes", 65_536)),
                new LinkDown(),
                new LinkReset(),
                new RequestDrop(),
                new RequestCut(),
                new RequestCutMidway(),
                new RequestAnswer());
    }

    private static Fault toxic(String type, String meaning, Setting... settings) {
        return new ToxicFault(type, meaning, List.of(settings));
    }
}
