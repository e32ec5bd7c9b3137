package dev.sinkproof.link.toxic;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Lets the other side hear late that this one has ended.
 *
 * @param delayMillis how late
 */
public record SlowClose(long delayMillis) implements Toxic {
    static final String TYPE = "slow_close";
    static final String DELAY = "delay";

    public SlowClose {
        Settings.notNegative(DELAY, delayMillis);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(DELAY, delayMillis);
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new ToxicState() {
            @Override
            public void ending(Ending how, Schedule schedule) {
                schedule.ending(how, schedule.nowNanos() + TimeUnit.MILLISECONDS.toNanos(delayMillis));
            }
        };
    }
}
